"""Where a request comes from, for limits."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.utils.crypto import salted_hmac


def client_address(request):
    """The visitor's address as text; what X-Forwarded-For says counts only when a proxy of ours says it.

    Of a chain the last address that is no proxy of ours is taken: everything before it can be invented.
    """
    proxies = set(settings.TRUSTED_PROXIES)
    here = request.META.get("REMOTE_ADDR", "")
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    # Behind a Unix socket there is no address: then whoever is at the socket is the proxy.
    while chain and (here in proxies or (not here and "unix" in proxies)):
        here = chain.pop()
    return here


def counted_address(request):
    """The address under which one household or office is counted, or None when there is none that can be read.

    A household has a whole /64 of IPv6 addresses: it counts as its first one.
    """
    try:
        address = ip_address(client_address(request))
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((address.packed[:8] + bytes(8), 64)).network_address)
    return str(address)


def visitor_key(request, purpose):
    """A keyed digest by which one visitor's requests for one purpose are counted, and from which nobody gets back."""
    address = counted_address(request) or client_address(request)
    return salted_hmac(f"visitor.{purpose}", address, algorithm="sha256").hexdigest()[:40]

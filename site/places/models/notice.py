"""Notices of danger: who closes what, why and until when; docs/mechanisms/notices.md tells the life of one."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from places.kinds import PlaceGroup, PlaceKind, kinds_in
from places.models.districts import District
from places.models.place import PlacePage
from places.safety import periods
from places.safety.dangers import CERTAIN, Danger, Level, Safety, Scope, Source

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# So long ago a notice may have ended and still keep a page from saying “open”.
KEPT_FOR = timedelta(days=400)
LONG = timedelta(days=14)
ASKED_BEFORE = timedelta(days=7)
COAST = frozenset(kinds_in([PlaceGroup.BEACH]))


class NoticeQuerySet(models.QuerySet):
    def told(self, now):
        """Published ones that hold, will, or ended within KEPT_FOR; with name and path of a place in each language."""
        since = now - KEPT_FOR
        over = Q(ended_at__lt=since) | Q(ends_at__lt=since)
        return self.with_areas().filter(is_draft=False).exclude(over).order_by("pk")

    def with_areas(self):
        """With the district, and of a place what visitors see of it in each language."""
        names = {}
        for code in LANGUAGES:
            pages = PlacePage.objects.for_visitors().filter(
                translation_key=OuterRef("place__translation_key"), locale__language_code=code
            )
            names[f"title_{code}"] = Subquery(pages.values("title")[:1])
            names[f"path_{code}"] = Subquery(pages.values("url_path")[:1])
        return self.select_related("district").annotate(covered_key=models.F("place__translation_key"), **names)


class Notice(models.Model):
    """A place, a district, a kind of place or the whole coast is closed, or to be visited with care."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scope = models.CharField(_("where"), max_length=8, choices=Scope.choices, default=Scope.PLACE)
    place = models.ForeignKey(
        PlacePage, verbose_name=_("place"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    district = models.ForeignKey(
        District, verbose_name=_("district"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind.choices, blank=True)
    level = models.CharField(_("how bad"), max_length=10, choices=Level.choices, default=Level.CLOSED)
    event = models.CharField(_("danger"), max_length=10, choices=Danger.choices)
    words_id = models.CharField(_("what to do, in Indonesian"), max_length=200, blank=True)
    words_en = models.CharField(_("what to do, in English"), max_length=200, blank=True)
    words_jv = models.CharField(_("what to do, in Javanese"), max_length=200, blank=True)
    starts_at = models.DateTimeField(pgettext_lazy("time of a notice", "from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    first_month = models.PositiveSmallIntegerField(
        _("every year from"), null=True, blank=True, choices=list(MONTHS.items())
    )
    last_month = models.PositiveSmallIntegerField(
        _("every year to"), null=True, blank=True, choices=list(MONTHS.items())
    )
    source = models.CharField(_("who says so"), max_length=8, choices=Source.choices)
    source_url = models.URLField(_("link to the source"), blank=True, max_length=300)
    contact_name = models.CharField(_("who may be called"), max_length=80, blank=True)
    contact_phone = models.CharField(
        _("telephone"),
        max_length=30,
        blank=True,
        validators=[
            RegexValidator(
                r"^\+?[0-9][0-9 ().-]{2,}$", _("Write a telephone number with digits, e.g. 0273 321 042 or 112.")
            )
        ],
    )
    is_draft = models.BooleanField(_("draft"), default=False)
    checked_at = models.DateTimeField(_("last checked"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("set by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts_at", "-pk"]

    def __str__(self):
        return f"{self.area}: {self.state_label}"

    def save(self, *args, **kwargs):
        """Save, and in the same transaction tell every output of the places it covers or has covered."""
        from places.safety.turning import announce, schedule, touched_by

        self.only_its_own_area()
        with transaction.atomic():
            before = Notice.objects.filter(pk=self.pk).first()
            touched = touched_by(before) if before else set()
            super().save(*args, **kwargs)
            announce(touched | touched_by(self))
            schedule(self)

    def delete(self, *args, **kwargs):
        from places.safety.turning import announce, touched_by

        with transaction.atomic():
            touched = touched_by(self)
            answer = super().delete(*args, **kwargs)
            announce(touched)
        return answer

    def only_its_own_area(self):
        """Forget what a former scope named."""
        for name, scope, empty in (
            ("place", Scope.PLACE, None),
            ("district", Scope.DISTRICT, None),
            ("kind", Scope.KIND, ""),
        ):
            if self.scope != scope:
                setattr(self, name, empty)

    def clean(self):
        wanted = {Scope.PLACE: "place", Scope.DISTRICT: "district", Scope.KIND: "kind"}.get(self.scope)
        if wanted and not getattr(self, wanted):
            raise ValidationError({wanted: _("Choose what this notice is about.")})
        self.clean_times()

    def clean_times(self):
        if bool(self.first_month) != bool(self.last_month):
            missing = "last_month" if self.first_month else "first_month"
            raise ValidationError({missing: _("Choose both months, the first and the last.")})
        if not self.ends_at and not self.first_month:
            raise ValidationError({"ends_at": _("Say until when. You can end it earlier, or make it longer.")})
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("This notice ends before it begins. Check both times.")})
        if self.ends_at and self.ends_at <= timezone.now() and not self.pk:
            raise ValidationError({"ends_at": _("This moment is over. Choose a later one.")})

    # What it covers

    def covers(self, spot):
        """Whether it is about a place: anything with `translation_key`, `kind` and `district_id`."""
        if self.scope == Scope.PLACE:
            return spot.translation_key == self.place_key
        if self.scope == Scope.DISTRICT:
            return self.district_id is not None and spot.district_id == self.district_id
        return spot.kind in self.kinds

    @property
    def condition(self):
        """The same as a condition on places."""
        if self.scope == Scope.PLACE:
            return Q(translation_key=self.place_key) if self.place_key else Q(pk__in=[])
        if self.scope == Scope.DISTRICT:
            return Q(district=self.district_id) if self.district_id else Q(pk__in=[])
        return Q(kind__in=self.kinds)

    @property
    def kinds(self):
        return COAST if self.scope == Scope.COAST else {self.kind}

    @property
    def place_key(self):
        """The translation_key of the place; `with_areas()` has it ready."""
        if "covered_key" in self.__dict__:
            return self.covered_key
        return self.place and self.place.translation_key

    @property
    def area(self):
        """CAP's area: what it is about, in the active language."""
        if self.scope == Scope.PLACE:
            return self.place_title
        if self.scope == Scope.DISTRICT:
            return str(_("%(name)s District") % {"name": self.district}) if self.district else ""
        if self.scope == Scope.KIND:
            label = str(PlaceKind(self.kind).label).lower() if self.kind else ""
            return str(_("Every %(kind)s") % {"kind": label})
        return str(Scope.COAST.label)

    @property
    def place_title(self):
        if "covered_key" in self.__dict__:
            titles = [getattr(self, f"title_{code}") for code in (get_language(), *LANGUAGES) if code in LANGUAGES]
            return next(filter(None, titles), "")
        return self.place.title if self.place else ""

    def learn_titles(self):
        """The name of its place in each language, of a notice that no `with_areas()` has read."""
        pages = PlacePage.objects.for_visitors().filter(translation_key=self.place_key)
        titles = dict(pages.values_list("locale__language_code", "title")) if self.place_key else {}
        self.covered_key = self.place_key
        for code in LANGUAGES:
            setattr(self, f"title_{code}", titles.get(code))

    @property
    def path(self):
        """Where it is told of, below our address, in the active language."""
        language = get_language()
        return f"/{language if language in LANGUAGES else LANGUAGES[0]}/notices/#n-{self.uid}"

    @property
    def place_path(self):
        """``(language, url_path)`` of the place's page in the active language, else in another; None where none is public."""
        paths = ((code, getattr(self, f"path_{code}", None)) for code in (get_language(), *LANGUAGES))
        return next(((code, path) for code, path in paths if path), None)

    @property
    def is_public(self):
        """Whether visitors may learn of it: the place it names may be hidden."""
        return not self.is_draft and (self.scope != Scope.PLACE or bool(self.place_title))

    @property
    def dialled(self):
        """The telephone number as a link has it."""
        return "".join(sign for sign in self.contact_phone if sign in "+0123456789")

    # When

    @property
    def is_repeating(self):
        return bool(self.first_month and self.last_month)

    @property
    def danger(self):
        return Danger(self.event)

    @property
    def level_of(self):
        return Level(self.level)

    def periods(self, now):
        ends = [moment for moment in (self.ends_at, self.ended_at) if moment]
        months = (self.first_month, self.last_month) if self.is_repeating else None
        return periods.periods(self.starts_at, min(ends, default=None), months, now)

    def period_at(self, now):
        """``(start, end)`` of the period that holds `now`, or None."""
        return None if self.is_draft else periods.period_at(self.periods(now), now)

    def last_end(self, now):
        return None if self.is_draft else periods.last_end(self.periods(now), now)

    def next_turn(self, now):
        """The next moment at which it begins or ends, or None."""
        return None if self.is_draft else periods.next_turn(self.periods(now), now)

    def is_asked_about(self, now):
        """Whether a long one ends within a week: its author is to say whether it goes on."""
        period = self.period_at(now)
        return bool(period and period[1] and period[1] - period[0] > LONG and period[1] - now <= ASKED_BEFORE)

    # By CAP's names

    @property
    def severity(self):
        return "Severe" if self.level_of.state == Safety.CLOSED else "Moderate"

    @property
    def certainty(self):
        if self.level == Level.AFTER_RAIN:
            return "Possible"
        return "Observed" if self.event in CERTAIN else "Likely"

    def urgency(self, now):
        if self.period_at(now):
            return "Immediate"
        return "Future" if self.next_turn(now) else "Past"

    @property
    def state_label(self):
        label = str(self.danger.label) if self.event else ""
        return label if self.level == Level.CAUTION else f"{self.level_of.label}: {label}"

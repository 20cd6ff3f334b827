from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_editor_js")
def map_picker_script():
    """The map on which an editor chooses the point of a place."""
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}"><script src="{}" type="module"></script>',
        static("leaflet/leaflet.css"),
        static("css/map-picker.css"),
        static("js/map-picker.js"),
    )

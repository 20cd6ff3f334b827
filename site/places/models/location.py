from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, HelpPanel, MultiFieldPanel

from places.districts import Regency, area_at, district_areas, is_near_district, regency_areas
from places.geography.cells import cell_of
from places.geography.distances import Distance
from places.geography.geometry import haversine_km
from places.models.districts import District
from places.models.telling import tells

# Java with its small islands, in degrees: a point outside it is a slip of the pen.
JAVA = {"lon": (104.8, 114.7), "lat": (-8.9, -5.7)}
# What only editors read.
INTERNAL = {"lat", "lon", "editor_note", "sources"}


def point_problem(lat, lon):
    """What is wrong with a point as somebody typed it, as ``(field, sentence)``; None where it is right or not given."""
    if (lat is None) != (lon is None):
        return (
            "lat" if lat is None else "lon",
            _("A point needs both latitude and longitude. Give both or neither."),
        )
    if lat is None:
        return None
    lat, lon = float(lat), float(lon)
    if is_on_java(lat, lon):
        return None
    if is_on_java(lon, lat):
        return "lat", _("Latitude and longitude are swapped: latitude is the negative number, e.g. -8.21035.")
    return (
        "lat",
        _("This point is not on Java. Check both numbers, e.g. -8.21035 and 110.90207, or click on the map."),
    )


def is_on_java(lat, lon):
    return JAVA["lon"][0] <= lon <= JAVA["lon"][1] and JAVA["lat"][0] <= lat <= JAVA["lat"][1]


class Location(models.Model):
    """Where something is: its point, how sure that is, and the district and regency that follow from it.

    Whatever is shown or sent anywhere takes `point`, `cell` and `distance_from`, which tell of a protected place no more
    than its cell. `lat`, `lon` and `exact_point` are for editors; a test says which files may name them.
    """

    class Confidence(models.TextChoices):
        EXACT = "exact", _("Exact")
        APPROXIMATE = "approximate", _("Approximate")
        ROUGH = "rough", _("Rough: only the surroundings")

    lat = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("Degrees, e.g. -8.21035.")
    )
    lon = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("Degrees, e.g. 110.90207.")
    )
    coordinate_confidence = models.CharField(
        _("how sure the point is"), max_length=12, choices=Confidence.choices, default=Confidence.APPROXIMATE
    )
    coordinate_source = models.CharField(
        _("source of the point"),
        max_length=200,
        blank=True,
        help_text=_("Shown under the coordinates, e.g. “Measured on site, May 2026”."),
    )
    is_protected = models.BooleanField(
        _("protected place: publish only its surroundings"),
        default=False,
        help_text=_(
            "Tick it for a place that visitors could harm or that could harm them: where bats roost, where fossils or old "
            "finds lie open, a place that is sacred to its people, a cave that nobody guards. Everywhere outside this "
            "admin only a square of about 1 km is then shown, in every language. Do not tick it for show caves, museums and "
            "places with a keeper that are glad of visitors."
        ),
    )
    district = models.ForeignKey(
        District,
        verbose_name=_("district"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    stated_district = models.ForeignKey(
        District,
        verbose_name=_("district, if the point misses it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "Leave empty: the district is found from the point. Only for an approximate point just across the border."
        ),
    )
    regency = models.CharField(
        _("regency"),
        max_length=20,
        choices=Regency.choices,
        blank=True,
        db_index=True,
        help_text=_("Found from the point on the map; choose it only for a place without a point."),
    )
    address = models.CharField(
        _("hamlet and village"),
        max_length=200,
        blank=True,
        help_text=_("E.g. “Dringo, Gunturharjo”. The district is found from the point on the map."),
    )
    access = models.TextField(
        _("getting there"),
        blank=True,
        help_text=_("Road, last stretch, bus; e.g. “Jalan aspal sampai tempat parkir, lalu 200 anak tangga.”"),
    )
    location_panel = MultiFieldPanel(
        [
            HelpPanel(template="places/admin/map_picker.html"),
            FieldRowPanel(["lat", "lon"]),
            FieldRowPanel(["coordinate_confidence", "coordinate_source"]),
            "is_protected",
            "address",
            FieldRowPanel(["stated_district", "regency"]),
            "access",
        ],
        _("Where"),
    )
    # The same in every language.
    location_facts = (
        "lat",
        "lon",
        "is_protected",
        "district",
        "stated_district",
        "regency",
        "coordinate_confidence",
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.locate()
        super().save(*args, **kwargs)

    def with_content_json(self, content):
        page = super().with_content_json(content)
        page.locate()
        return page

    def locate(self):
        """Set district and regency from the point; without one, the regency that the editor chose stays.

        An approximate point may lie across a border from the place: then the stated district counts, when it is near.
        """
        point = self.exact_point
        if not point:
            self.district = self.stated_district
            return
        stated = self.stated_district if self.coordinate_confidence != self.Confidence.EXACT else None
        if stated and is_near_district(*point, stated.code):
            self.district, self.regency = stated, stated.regency
            return
        district = area_at(*point, district_areas())
        regency = district or area_at(*point, regency_areas())
        self.district = District.objects.filter(code=district.code).first() if district else None
        self.regency = regency.regency if regency else ""

    def publishing_problems(self):
        yield from super().publishing_problems()
        if problem := point_problem(self.lat, self.lon):
            yield problem
        if self.is_protected and self.exact_point:
            for field in self._meta.concrete_fields:
                if field.name not in INTERNAL and tells(getattr(self, field.attname), self.exact_point):
                    sentence = _(
                        "“%(field)s” tells where this protected place is. Take the coordinates out, also out of links to "
                        "maps; the site shows the square of 1 km by itself."
                    )
                    yield field.name, sentence % {"field": field.verbose_name}

    @property
    def point(self):
        """``(lon, lat)`` in degrees as anybody may know it, or None: of a protected place the centre of its cell."""
        return self.cell.centre if self.cell else self.exact_point

    @property
    def cell(self):
        """The Cell that is published instead of the point of a protected place, else None."""
        return cell_of(self.exact_point) if self.is_protected and self.exact_point else None

    @property
    def exact_point(self):
        """``(lon, lat)`` as the editors have it, or None; for nothing that leaves the admin."""
        return None if self.lat is None or self.lon is None else (float(self.lon), float(self.lat))

    def distance_from(self, point, is_about=False):
        """The Distance of what is published from ``(lon, lat)``, or None without a point; `is_about` for a cell's centre."""
        if not self.point:
            return None
        return Distance(haversine_km(point, self.point), is_about or self.is_protected)

    @property
    def is_approximate(self):
        return self.is_protected or self.coordinate_confidence != self.Confidence.EXACT

    @property
    def is_rough(self):
        """Whether the point shows only the surroundings, because nobody knows it better."""
        return self.coordinate_confidence == self.Confidence.ROUGH

    @property
    def leads_there(self):
        """Whether visitors may be sent to the point."""
        return bool(self.exact_point) and not self.is_rough and not self.is_protected

    @property
    def district_and_regency(self):
        return " ".join(str(part) for part in (self.district, self.get_regency_display()) if part)

    @property
    def area_label(self):
        """The district here in Wonogiri, district and regency elsewhere in the geopark, else the regency."""
        regency = self.get_regency_display()
        if not self.district:
            return regency
        return self.district.name if self.regency == Regency.WONOGIRI else f"{self.district.name}, {regency}"

"""What is damaged in one component loses neither the event around it nor the others."""

import pytest

from events.intake.reading.readers import read
from tests.events.intake.reading.examples import TODAY, messages

pytestmark = pytest.mark.usefixtures("english", "quiet")
GOOD = "BEGIN:VEVENT\nUID:{0}\nSUMMARY:Acara {0}\nDTSTART:20270605T190000\nEND:VEVENT\n"
WHOLE = f"BEGIN:VCALENDAR\nMETHOD:CANCEL\n{GOOD.format(1)}{GOOD.format(2)}X-WR-TIMEZONE:Asia/Makassar\nEND:VCALENDAR\n"


@pytest.mark.parametrize(
    ("whole", "damaged", "told"),
    [
        ("END:VEVENT", "BEGIN:VALARM\nTRIGGER:PT-2H\nEND:VALARM\nEND:VEVENT", "VALARM"),
        ("END:VEVENT", "BEGIN:VALARM\nTRIGGER;VALUE=\nACTION\nEND:VEVENT", "“ACTION”"),
        ("END:VEVENT", "GEO:x\nSEQUENCE:x\nDTSTAMP:x\nEXDATE:,,\nRRULE:\nEND:VEVENT", "GEO “x” is no point"),
        ("END:VEVENT", 'ORGANIZER;CN="Dinas:mailto:a@b.example\nCATEGORIES;;:x\nX-APA\n:kosong\nEND:VEVENT', "“X-APA”"),
        ("END:VEVENT", "END:VEVNT", "no line END:VEVENT"),
        ("END:VEVENT\n", "", "no line END:VEVENT"),
        ("BEGIN:VEVENT\n", "", "BEGIN:VEVENT is missing"),
        ("BEGIN:VEVENT", "BEGIN:VEVNT", ""),
        ("END:VEVENT", "END:VEVENT\nX-WR-TIMEZONE:Asia/Makassar\nEND:VCALENDAR", ""),
        ("BEGIN:VEVENT", "BEGIN:VTODO\nDUE:x\nEND:VTODO\nBEGIN:VFREEBUSY\nFREEBUSY:x\nEND:VFREEBUSY\nBEGIN:VEVENT", "VTODO"),
        ("BEGIN:VEVENT", "BEGIN:VJOURNAL\nSUMMARY:Rapat\nBEGIN:VEVENT", "no line END:VJOURNAL"),
        ("BEGIN:VEVENT", "BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nTZOFFSETTO:x\nEND:VTIMEZONE\nBEGIN:VEVENT", ""),
    ],
)  # fmt: skip
def test_a_damaged_part_loses_nothing_around_it(whole, damaged, told):
    reading = read(WHOLE.replace(whole, damaged, 1).encode(), today=TODAY)
    found = {(item.uid, item.title, item.status, item.dates.start_time.hour) for item in reading.items}
    assert found == {("1", "Acara 1", "cancelled", 18), ("2", "Acara 2", "cancelled", 18)}
    assert told in messages(reading)


def test_a_quotation_mark_that_is_missing_or_closed_too_late_costs_nothing():
    when = [
        'DTSTART;TZID="W. Europe Standard Time:20270605T120000"',
        'DTSTART;X="a:2027-01-01";TZID="WITA":20270605T180000',
    ]
    for line in [*when, "DTSTART;TZID=UTC+08:00;VALUE=DATE-TIME:20270605T180000"]:
        lines = f"{line}\nLOCATION;ALTREP=http://x.example/a:Balai"
        item, _other = read(WHOLE.replace("DTSTART:20270605T190000", lines, 1).encode(), today=TODAY).items
        assert (item.dates.start_time.hour, item.place) == (17, "Balai")


def test_a_parameter_that_is_wrong_hides_no_text():
    lines = "LOCATION;VALUE=DATE-TIME:Sanggar\nDESCRIPTION;VALUE=X;=;A:Teks\nSTATUS;VALUE=DATE:CONFIRMED\n"
    (item, _other) = read(WHOLE.replace("END:VEVENT", f"{lines}END:VEVENT", 1).encode(), today=TODAY).items
    assert (item.place, item.summary, item.certainty) == ("Sanggar", "Teks", "confirmed")


@pytest.mark.parametrize(
    "damaged", ["DTSTART20270605", '"DTSTART:20270605', "DTSTART=20270605", "DTS", "DTSTART;VALUE"]
)
def test_a_damaged_date_is_named_and_gets_into_no_title(damaged):
    reading = read(WHOLE.replace("DTSTART:20270605T190000", damaged, 1).encode(), today=TODAY)
    assert [item.title for item in reading.items] == ["Acara 1", "Acara 2"]
    assert [item.dates.timing for item in reading.items] == ["announced", "span"]
    assert "has no date that can be read" in messages(reading)


def test_a_status_or_method_that_nobody_knows_is_named():
    body = WHOLE.replace("END:VEVENT", "STATUS:Abgesagt\nEND:VEVENT", 1).replace("METHOD:CANCEL", "METHOD:Absage")
    told = messages(read(body.encode(), today=TODAY))
    assert "STATUS “Abgesagt” is not understood" in told
    assert "METHOD “Absage” is not understood" in told


def test_several_events_under_one_uid_stay_several_and_versions_of_one_do_not():
    def titles(*events):
        body = "".join(
            GOOD.format(1).replace("Acara 1", title).replace("0605", day).replace("END", f"SEQUENCE:{version}\nEND")
            for title, day, version in events
        )
        reading = read(f"BEGIN:VCALENDAR\n{body}END:VCALENDAR\n".encode(), today=TODAY)
        assert len({item.uid for item in reading.items}) == len(reading.items)
        return [(item.title, item.dates.starts_on.day) for item in reading.items]

    assert titles(("Tayub", "0605", 0), ("Tiwul", "0612", 0)) == [("Tayub", 5), ("Tiwul", 12)]
    assert titles(("Tayub", "0605", 0), ("Tayub", "0612", 0)) == [("Tayub", 5), ("Tayub", 12)]
    assert titles(("Tayub", "0605", 0), ("Tayub", "0605", 0)) == [("Tayub", 5)]
    assert titles(("Tayub", "0605", 0), ("Tayub", "0612", 1)) == [("Tayub", 12)]

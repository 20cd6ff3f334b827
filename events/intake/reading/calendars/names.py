"""The names of properties and parts that calendar files have (RFC 5545, 7953, 7986, 9073, 9253; vCalendar 1.0)."""

# Properties of an event that are read; of what is not listed here or below, the report names each.
READ = {
    "UID", "SUMMARY", "DESCRIPTION", "X-ALT-DESC", "URL", "LOCATION", "GEO", "STATUS", "CLASS", "CATEGORIES", "IMAGE",
    "ATTACH", "ORGANIZER", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
    "LAST-MODIFIED", "DTSTAMP", "SEQUENCE", "X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT",
    "X-FUNAMBOL-ALLDAY", "EVENT-ALLDAY",
}  # fmt: skip
# Of these the standard allows one in an event.
ONCE = {"SUMMARY", "DTSTART", "DTEND", "DESCRIPTION", "LOCATION", "URL", "RECURRENCE-ID"}
# Says nothing to a visitor: how a calendar application paints and books.
FOR_APPLICATIONS = {"CREATED", "TRANSP", "PRIORITY", "COLOR", "X-MICROSOFT-CDO-BUSYSTATUS", "X-MOZ-GENERATION"}
KNOWN = READ | FOR_APPLICATIONS | {
    "BEGIN", "END", "CALSCALE", "METHOD", "PRODID", "VERSION", "COMMENT", "PERCENT-COMPLETE", "RESOURCES",
    "COMPLETED", "DUE", "FREEBUSY", "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "TZURL", "TZUNTIL", "TZID-ALIAS-OF",
    "ATTENDEE", "CONTACT", "RELATED-TO", "EXRULE", "ACTION", "REPEAT", "TRIGGER", "ACKNOWLEDGED", "PROXIMITY",
    "REQUEST-STATUS", "NAME", "REFRESH-INTERVAL", "SOURCE", "CONFERENCE", "BUSYTYPE", "LOCATION-TYPE",
    "PARTICIPANT-TYPE", "RESOURCE-TYPE", "STRUCTURED-DATA", "STYLED-DESCRIPTION", "CALENDAR-ADDRESS", "CONCEPT", "LINK",
    "REFID", "DAYLIGHT", "TZ", "AALARM", "DALARM", "MALARM", "PALARM", "RNUM", "TIMEZONE-ID",
}  # fmt: skip
DATES = {"DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID", "DUE", "DTSTAMP", "LAST-MODIFIED", "CREATED"}
# Texts whose real line breaks some programs forget to write as \\n; in long ones anything may stand at a line's start.
LONG_TEXTS = {"DESCRIPTION", "COMMENT", "X-ALT-DESC", "STYLED-DESCRIPTION"}
TEXTS = LONG_TEXTS | {"SUMMARY", "LOCATION", "CONTACT", "NAME", "X-WR-CALDESC", "X-WR-CALNAME"}

# What holds nothing of its own kind: one that begins ends the one before it.
WHOLE_COMPONENTS = {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"}

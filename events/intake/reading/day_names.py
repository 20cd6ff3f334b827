"""The names of months and weekdays as Indonesians and their programs write them, Indonesian and English."""

MONTH_NAMES = ["Januari", "Februari", "Maret", "April", "Mei", "Juni",
               "Juli", "Agustus", "September", "Oktober", "November", "Desember"]  # fmt: skip
OTHER_MONTHS = [
    "january jan", "pebruari february feb peb", "march mar mrt", "apr", "may", "june jun",
    "july jul", "august agust agu agt agts agst ags aug", "sept sep", "october okt oct", "nopember nov nop", "december des dec",
]  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(zip(MONTH_NAMES, OTHER_MONTHS, strict=True), 1)
    for name in " ".join(names).lower().split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        [
            "senin senen sen monday mon", "selasa sel tuesday tues tue", "rabu rab rebo wednesday wed",
            "kamis kam kemis thursday thurs thur thu", "jumat jum'at jum jumuah jumu'ah friday fri",
            "sabtu sab setu saturday sat", "minggu min mgg ahad ahd akad sunday sun",
        ]
    )
    for name in names.split()
}  # fmt: skip

"""The words that tickets have for how far they are, and the state of a hand-over that each is."""

STATES = {
    "รอรับเรื่อง": "waiting",
    "ส่งต่อ": "waiting",  # To the last of the chain, who has not taken it up yet.
    "ส่งต่อ(ใหม่)": "waiting",
    "รับเรื่อง": "accepted",
    "กำลังดำเนินการ": "accepted",
    "ศึกษาปัญหา": "accepted",
    "จัดทำนโยบาย": "accepted",
    "ของบประมาณ": "accepted",
    "จัดซื้อจัดจ้าง": "accepted",
    "ขั้นตอนทางกฎหมาย": "accepted",
    "ติดตามเรื่อง": "accepted",
    "เสร็จสิ้น": "done",
    "ไม่เกี่ยวข้อง": "withdrawn",
    "ไม่เกี่ยวข้อง / ยกเลิก": "withdrawn",
    "ยกเลิก": "withdrawn",
    # The same as codes of the service.
    "start": "waiting",
    "forward": "waiting",
    "inprogress": "accepted",
    "follow": "accepted",
    "finish": "done",
    "irrelevant": "withdrawn",
}
SAYS_MORE = frozenset(  # Words that tell why it takes long, or why it ended: kept as the reason.
    {
        "ศึกษาปัญหา",
        "จัดทำนโยบาย",
        "ของบประมาณ",
        "จัดซื้อจัดจ้าง",
        "ขั้นตอนทางกฎหมาย",
        "ติดตามเรื่อง",
        "ไม่เกี่ยวข้อง",
        "ไม่เกี่ยวข้อง / ยกเลิก",
    }
)

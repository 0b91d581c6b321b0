"""The words that readers see, in Thai and English."""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str]]  # Thai, English.

COLUMNS: Words = {
    "project": ("โครงการ", "project"),
    "policy": ("นโยบาย", "policy"),
    "title": ("ชื่อ", "title"),
    "lead": ("หน่วยงานหลัก", "lead"),
    "tier": ("ระดับ", "tier"),
    "fiscal_year": ("ปีงบฯ", "year"),
    "budget": ("งบประมาณ (บาท)", "budget (baht)"),
    "broken_at": ("ขาดที่", "broken at"),
    "state": ("สถานะ", "state"),
    "finding": ("ข้อค้นพบ", "finding"),
    "owner": ("เจ้าภาพ", "owner"),
    "inherited_from": ("สืบจากยุทธศาสตร์", "inherited from"),
    "candidates": ("หน่วยงานที่น่าจะรับ", "candidates"),
    "kind": ("ชนิด", "kind"),
    "subject": ("เรื่อง", "subject"),
    "item": ("รายการ", "item"),
    "via": ("ผ่าน", "via"),
    "from": ("จาก", "from"),
    "from_tier": ("ระดับผู้ส่ง", "from tier"),
    "to": ("ถึง", "to"),
    "to_tier": ("ระดับผู้รับ", "to tier"),
    "days": ("วัน", "days"),
    "overdue": ("เกินกำหนด", "overdue"),
    "holder": ("อยู่ที่", "holder"),
    "district": ("เขต", "district"),
    "bureau": ("สำนัก", "bureau"),
    "handoffs": ("งานส่งต่อ", "handoffs"),
    "open": ("ค้าง", "open"),
    "unit": ("หน่วยงาน", "unit"),
    "days_median": ("มัธยฐาน (วัน)", "median days"),
    "days_p90": ("P90 (วัน)", "p90 days"),
    "policies": ("นโยบาย", "policies"),
    "ping_pongs": ("ส่งกลับไปมา", "ping-pongs"),
    "orphans": ("ไม่โยง", "orphans"),
    "unknown_budget": ("ไม่ทราบงบ", "unknown budget"),
    "name": ("ชื่อหน่วยงาน", "name"),
    "reason": ("เหตุผล", "reason"),
    "by": ("โดย", "by"),
    "until": ("ถึงวันที่", "until"),
}

VALUES: Words = {
    "city": ("กทม.", "city"),
    "district": ("เขต", "district"),
    "bureau": ("สำนัก", "bureau"),
    "office": ("สำนักงาน", "office"),
    "external": ("ภายนอก", "external"),
    "division": ("กอง", "division"),
    "section": ("ฝ่าย", "section"),
    "key_result": ("ผลลัพธ์สำคัญ", "key result"),
    "strategy": ("ยุทธศาสตร์", "strategy"),
    "policy": ("นโยบาย", "policy"),
    "unlinked": ("ระบุว่าไม่มี", "unlinked"),
    "unrecorded": ("ไม่ได้บันทึก", "unrecorded"),
    "none": ("ระบุว่าไม่มี", "none"),
    "phantom": ("มีแต่ชื่อ", "phantom"),
    "delivery": ("ส่งมอบ", "delivery"),
    "support": ("สนับสนุน", "support"),
    "allocation": ("แบ่งเป้า", "allocation"),
    "recorded": ("บันทึกไว้", "recorded"),
    "waiting": ("รอรับ", "waiting"),
    "accepted": ("รับแล้ว", "accepted"),
    "returned": ("ส่งคืน", "returned"),
    "done": ("เสร็จ", "done"),
    "withdrawn": ("ถอน", "withdrawn"),
    "direct": ("ตรง", "direct"),
    "via_strategy": ("ผ่านยุทธศาสตร์", "via strategy"),
    "stated": ("ระบุ", "stated"),
    "inferred": ("อนุมาน", "inferred"),
    "true": ("ใช่", "yes"),
    "false": ("ไม่", "no"),
}

KINDS: Words = {
    "Policy": ("นโยบาย", "policy"),
    "Strategy": ("ยุทธศาสตร์", "strategy"),
    "Objective": ("วัตถุประสงค์", "objective"),
    "KeyResult": ("ผลลัพธ์สำคัญ", "key result"),
    "Project": ("โครงการ", "project"),
    "Unit": ("หน่วยงาน", "unit"),
    "Kpi": ("ตัวชี้วัด", "KPI"),
    "Area": ("พื้นที่", "area"),
    "Handoff": ("งานส่งต่อ", "handoff"),
    "Dimension": ("มิติ", "dimension"),
}

# How a step reads, followed from the start of the arrow and from its end.
STEPS: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "ADVANCES": (("ขับเคลื่อน", "advances"), ("ขับเคลื่อนโดย", "is advanced by")),
    "HAS_OBJECTIVE": (("มีวัตถุประสงค์", "is pursued by"), ("มุ่งสู่", "pursues")),
    "HAS_KEY_RESULT": (("วัดด้วย", "is shown by"), ("แสดงผลของ", "shows")),
    "DELIVERED_BY": (("ส่งมอบโดย", "is delivered by"), ("ส่งมอบ", "delivers")),
    "LED_BY": (("รับผิดชอบโดย", "is led by"), ("รับผิดชอบ", "leads")),
    "CALLS_FOR": (("เรียกร้อง", "calls for"), ("ตอบนโยบาย", "is called for by")),
    "SUPPORTED_BY": (("สนับสนุนโดย", "is supported by"), ("สนับสนุน", "supports")),
    "ALLOCATED_TO": (("แบ่งเป้าให้", "is allocated to"), ("มีส่วนของเป้า", "has a part of")),
    "MEASURED_BY": (("ใช้ตัวชี้วัด", "is measured by"), ("ชี้วัด", "measures")),
    "TRACKED_BY": (("ติดตามด้วย", "is tracked by"), ("ติดตาม", "tracks")),
    "PART_OF": (("เป็นส่วนของ", "is part of"), ("ประกอบด้วย", "contains")),
    "TARGETS": (("มุ่งพื้นที่", "targets"), ("เป็นพื้นที่ของ", "is targeted by")),
    "HANDED_OVER": (("ส่งต่อใน", "was handed over in"), ("ส่งต่อ", "hands over")),
    "FROM_UNIT": (("จาก", "comes from"), ("ส่ง", "handed over")),
    "TO_UNIT": (("ถึง", "goes to"), ("รับ", "received")),
    "IN_DIMENSION": (("อยู่ในมิติ", "belongs to"), ("มีนโยบาย", "holds")),
}


def word(words: Words, key: str, language: str) -> str:
    """Return the word for a key in `th` or `en`; a key without one stands for itself."""
    pair = words.get(key)
    return key if pair is None else pair[language == "en"]

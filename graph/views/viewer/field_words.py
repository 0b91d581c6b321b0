"""The words for the fields of an item, where it is shown by itself."""

from graph.views.words import Words

# The fields of an item that is shown by itself; one that is not here has its column's word.
FIELD_WORDS: Words = {
    "budget": ("งบประมาณ", "budget"),
    "spent": ("เบิกจ่ายแล้ว", "spent"),
    "status": ("สถานะ", "status"),
    "progress": ("ความคืบหน้า", "progress"),
    "start": ("วันเริ่มต้น", "starts on"),
    "end": ("วันสิ้นสุด", "ends on"),
    "fiscal_year": ("ปีงบประมาณ", "fiscal year (BE)"),
    "year_of": ("ปีงบประมาณ", "fiscal year (BE)"),
    "valid_from": ("มีผลตั้งแต่", "in force from"),
    "valid_to": ("มีผลถึง", "in force until"),
    "code": ("รหัสทางการ", "official code"),
    "measure": ("วิธีวัด", "measure"),
    "baseline": ("ค่าฐาน", "baseline"),
    "target": ("ค่าเป้าหมาย", "target"),
    "weight": ("น้ำหนัก", "weight"),
    "check_ins": ("ผลที่รายงาน", "figures reported"),
    "unit_kind": ("ประเภทหน่วยงาน", "kind of unit"),
    "area_kind": ("ประเภทพื้นที่", "kind of area"),
    "abbreviation": ("ชื่อย่อ", "short name"),
    "sector": ("กลุ่มงาน", "sector"),
    "asked_on": ("ขอเมื่อ", "asked on"),
    "due_on": ("กำหนดเสร็จ", "due on"),
    "accepted_on": ("รับเรื่องเมื่อ", "accepted on"),
    "returned_on": ("ส่งคืนเมื่อ", "returned on"),
    "done_on": ("เสร็จเมื่อ", "done on"),
    "state": ("สถานะ", "state"),
    "reason": ("เหตุที่ส่งต่อ", "reason"),
    "source": ("แหล่งที่มา", "source"),
    "note": ("หมายเหตุ", "note"),
    "external_ids": ("รหัสในระบบอื่น", "codes in other systems"),
    "basis": ("ที่มาของข้อมูล", "who says so"),
    "waive": ("ข้อค้นพบที่ผ่อนผัน", "accepted findings"),
    "owner": ("เจ้าภาพ", "owner"),
    "strategies": ("ยุทธศาสตร์", "strategies"),
    "policies": ("นโยบาย", "policies"),
    "dimensions": ("มิติ", "dimensions"),
    "supersedes": ("นโยบายที่มาแทน", "supersedes"),
    "part_of": ("เป็นส่วนของ", "part of"),
    "supports": ("หน่วยงานสนับสนุน", "supporting units"),
    "allocations": ("การแบ่งค่าเป้าหมาย", "parts of the target"),
    "areas": ("พื้นที่", "areas"),
    "item": ("รายการที่ส่งต่อ", "handed over"),
    "subject": ("เรื่อง", "subject"),
}

# The values of fields that no report shows.
FIELD_VALUES: Words = {
    "increase": ("ยิ่งมากยิ่งดี", "more is better"),
    "decrease": ("ยิ่งน้อยยิ่งดี", "less is better"),
    "maintain": ("คงระดับไว้", "to be kept"),
    "zone": ("กลุ่มเขต", "zone"),
    "subdistrict": ("แขวง", "subdistrict"),
}

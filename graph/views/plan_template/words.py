"""The words of a plan's workbook: Thai first, English beside it."""

from collections.abc import Mapping

from graph.reports import plan_sheets as p
from graph.reports.plan_items import PlanItems
from graph.reports.plan_rows import NOT_OWN, OWN, UNCLAIMED
from graph.views.words import VALUES, Words
from graph.views.writing import one_line

CHOICES: Words = {
    **VALUES,
    "increase": ("ยิ่งมากยิ่งดี", "increase"),
    "decrease": ("ยิ่งน้อยยิ่งดี", "decrease"),
    "maintain": ("รักษาระดับไว้", "maintain"),
}
ROLES: Words = {
    OWN: ("ของหน่วยงาน", "own"),
    UNCLAIMED: ("ยังไม่มีเจ้าภาพ", "nobody owns it yet"),
    NOT_OWN: ("ของหน่วยงานอื่น", "of others"),
}
NOBODYS = "ยังไม่มีเจ้าภาพ"
NEW_ROWS: Mapping[str, str] = {  # What stands behind `#O3` in a list, before the number.
    p.OBJECTIVES.name: "วัตถุประสงค์ใหม่ แถวที่",
    p.KEY_RESULTS.name: "ผลลัพธ์สำคัญใหม่ แถวที่",
    p.PROJECTS.name: "โครงการใหม่ แถวที่",
}
HEADERS: Words = {
    p.ID: ("รหัส", "id"),
    p.ROW: ("แถวใหม่", "new row"),
    "title.th": ("ชื่อ", "title"),
    "title.en": ("ชื่อภาษาอังกฤษ", "title in English"),
    "subject.th": ("เรื่องที่ส่งต่อ", "subject"),
    "subject.en": ("เรื่อง (ภาษาอังกฤษ)", "subject in English"),
    "owner": ("เจ้าภาพ", "owner"),
    "strategies": ("ยุทธศาสตร์", "strategies"),
    "policies": ("นโยบายผู้ว่าฯ", "policies"),
    "areas": ("พื้นที่เป้าหมาย", "areas"),
    "source": ("แหล่งที่มา", "source"),
    "note": ("หมายเหตุ", "note"),
    "objective": ("วัตถุประสงค์", "objective"),
    "code": ("รหัสทางการ", "official code"),
    "kpi": ("ตัวชี้วัดตามแผน 20 ปี", "indicator"),
    "measure.unit": ("หน่วยนับ", "unit of measure"),
    "measure.direction": ("ทิศทาง", "direction"),
    "measure.aggregation": ("วิธีรวม", "aggregation"),
    "baseline": ("ค่าฐาน", "baseline"),
    "target": ("ค่าเป้าหมาย", "target"),
    "weight": ("น้ำหนัก", "weight"),
    "key_result": ("ผลลัพธ์สำคัญ", "key result"),
    "unit": ("หน่วยงาน", "unit"),
    "actual": ("ผลที่ทำได้", "actual"),
    "key_results": ("ผลลัพธ์สำคัญที่ส่งมอบ", "key results it delivers"),
    "lead": ("หน่วยงานหลัก", "lead"),
    "supports": ("หน่วยงานสนับสนุน", "supporting units"),
    "budget": ("งบประมาณ (บาท)", "budget (baht)"),
    "spent": ("เบิกจ่ายแล้ว (บาท)", "spent (baht)"),
    "status": ("สถานะ", "status"),
    "progress": ("คืบหน้า (ร้อยละ)", "progress (%)"),
    "start": ("วันเริ่มต้น", "start"),
    "end": ("วันสิ้นสุด", "end"),
    "item": ("โครงการหรือผลลัพธ์สำคัญ", "about"),
    "from": ("ส่งจาก", "from"),
    "to": ("ส่งถึง", "to"),
    "asked_on": ("ขอเมื่อ", "asked on"),
    "due_on": ("กำหนดเสร็จ", "due on"),
    "accepted_on": ("รับเรื่องเมื่อ", "accepted on"),
    "returned_on": ("ส่งคืนเมื่อ", "returned on"),
    "done_on": ("แล้วเสร็จเมื่อ", "done on"),
    "state": ("สถานะ", "state"),
    "reason": ("เหตุที่ส่งต่อ", "reason"),
    p.SAID: ("ผลล่าสุด", "newest figure"),
    p.SAID_ON: ("ณ วันที่", "as of"),
    p.KEY_RESULT_TARGET: ("เป้าหมายรวม", "whole target"),
    p.INFERRED: ("ช่องที่ผู้จัดทำข้อมูลอนุมาน", "our judgement"),
    p.ROLE: ("แถวนี้เป็น", "whose row"),
}
ASKED: Words = {
    p.OBJECTIVES.name: (
        "หนึ่งแถวคือหนึ่งวัตถุประสงค์ของปี ระบุยุทธศาสตร์ที่มุ่งสู่ และนโยบายที่ตอบโดยตรง",
        "One objective a row: the strategies it pursues, the policies that call for it.",
    ),
    p.KEY_RESULTS.name: (
        "หนึ่งแถวคือหนึ่งผลลัพธ์สำคัญ ต้องอยู่ใต้วัตถุประสงค์ และวัดได้ด้วยค่าฐานกับค่าเป้าหมาย",
        "One key result a row, under an objective, measured from a baseline to a target.",
    ),
    p.SPLIT_TARGETS.name: (
        "หนึ่งแถวคือค่าเป้าหมายส่วนของหนึ่งหน่วยงาน แถวสีเทาเป็นส่วนที่ท่านได้รับจากหน่วยงานอื่น",
        "One unit's part of a target a row. Grey rows are what others have given to you.",
    ),
    p.PROJECTS.name: (
        "หนึ่งแถวคือหนึ่งโครงการ โครงการที่ขอรับงบประมาณต้องระบุผลลัพธ์สำคัญที่ส่งมอบ",
        "One project a row. Whatever asks for budget names the key results that it delivers.",
    ),
    p.HANDOFFS.name: (
        "หนึ่งแถวคือเรื่องที่ส่งต่อระหว่างหน่วยงานหนึ่งครั้ง ทั้งที่ท่านส่งออกไปและที่ส่งมาถึงท่าน",
        "One hand-over between units a row, from you or to you.",
    ),
}
_MANY = "เลือกจากรายการ หรือพิมพ์รหัส หลายรายการให้คั่นด้วยจุลภาค"
_NONE = f"ถ้าไม่มีจริงให้พิมพ์ {p.NONE} ถ้ายังไม่ทราบให้เว้นว่าง"
_DAY = "เช่น 1 ต.ค. 2566 หรือ 2023-10-01"
_LATE_DAY = f"{_DAY} ถ้ารู้แค่เดือนหรือปีให้พิมพ์เท่าที่รู้"
_FIGURE = "กรอกตัวเลขเท่านั้น หน่วยนับอยู่ในช่องหน่วยนับ"
_BAHT = "จำนวนเงินเป็นบาท กรอกตัวเลขเท่านั้น"
HINTS: Mapping[str, str] = {  # At most 255 letters; by column, or by sheet and column.
    p.ID: "แถวใหม่ให้เว้นว่าง ระบบจะออกรหัสให้ รหัสเดิมแก้ไขไม่ได้",
    p.ROW: "ชื่อของแถวใหม่ ใช้อ้างถึงแถวนี้จากแผ่นงานอื่น",
    "title.th": "ต้องกรอก ใช้ชื่อเต็มเป็นภาษาไทย",
    "title.en": "ถ้ามี",
    "subject.th": "ต้องกรอก เรื่องที่ขอให้อีกหน่วยงานดำเนินการ",
    "subject.en": "ถ้ามี",
    "owner": f"หน่วยงานเจ้าภาพ {_MANY}",
    f"{p.KEY_RESULTS.name}.owner": f"เว้นว่างถ้าเจ้าภาพเดียวกับวัตถุประสงค์ ถ้าไม่ใช่ {_MANY}",
    "strategies": f"ยุทธศาสตร์ของแผน 20 ปี ที่วัตถุประสงค์นี้มุ่งสู่ {_MANY} {_NONE}",
    "policies": f"นโยบายที่วัตถุประสงค์นี้ตอบโดยตรง {_MANY} {_NONE}",
    "areas": f"เขตหรือกลุ่มเขตที่มุ่งหมาย {_MANY} {_NONE}",
    "source": "ที่อยู่เว็บหรือชื่อเอกสารที่อ้างอิง",
    "note": "หมายเหตุถึงผู้อ่าน",
    "objective": "ต้องกรอก เลือกวัตถุประสงค์ ถ้าเป็นวัตถุประสงค์ใหม่ให้เลือก #O ตามแถวของวัตถุประสงค์นั้น",
    "code": "รหัสตามเอกสารแผน ถ้ามี ซ้ำกันได้",
    "kpi": "ตัวชี้วัดของแผนที่ใช้วัด ถ้ามี เลือกจากรายการ",
    "measure.unit": "เช่น ร้อยละ จุด กม. ครั้ง",
    "measure.direction": "เลือกจากรายการ ค่ายิ่งมากยิ่งดี ยิ่งน้อยยิ่งดี หรือรักษาระดับไว้",
    "measure.aggregation": "ส่วนของแต่ละหน่วยงานรวมเป็นภาพรวมอย่างไร ค่าร้อยละห้ามใช้ผลรวม",
    "baseline": f"ค่าเมื่อเริ่มปี {_FIGURE}",
    "target": f"ค่าที่ต้องไปให้ถึงภายในปี ต่างจากค่าฐาน เว้นแต่ให้รักษาระดับไว้ {_FIGURE}",
    f"{p.SPLIT_TARGETS.name}.target": f"ค่าเป้าหมายส่วนของหน่วยงานนี้ {_FIGURE}",
    "weight": "น้ำหนักในวัตถุประสงค์ ถ้าเว้นว่างคือ 1",
    "key_result": "ต้องกรอก เลือกผลลัพธ์สำคัญของท่านที่จะแบ่งค่าเป้าหมาย",
    "unit": "ต้องกรอก หน่วยงานที่รับค่าเป้าหมายส่วนนี้",
    "actual": f"ผลที่หน่วยงานนี้ทำได้ {_FIGURE}",
    "key_results": (f"{_MANY} ถ้าเป็นผลลัพธ์สำคัญใหม่ให้เลือก #KR ตามแถวของผลลัพธ์นั้น {_NONE}"),
    "lead": "หน่วยงานหลักหนึ่งหน่วยงาน เลือกจากรายการ",
    "supports": f"หน่วยงานที่ร่วมดำเนินการ {_MANY} {_NONE}",
    "budget": f"งบประมาณของปีนี้ {_BAHT} ถ้าไม่ใช้งบให้ใส่ 0 ถ้ายังไม่ทราบให้เว้นว่าง",
    "spent": f"เบิกจ่ายแล้วในปีนี้ {_BAHT}",
    "status": "เลือกจากรายการ",
    "progress": "ตัวเลข 0 ถึง 100",
    "start": f"วันแรกของโครงการ ตามปกติอยู่ในปีงบประมาณ {_DAY}",
    "end": f"วันสุดท้ายของโครงการ ไม่ก่อนวันเริ่มต้น {_DAY}",
    "item": "โครงการหรือผลลัพธ์สำคัญที่เรื่องนี้เกี่ยวข้อง ถ้าไม่มีให้เว้นว่าง",
    "from": "ต้องกรอก หน่วยงานที่ขอ",
    "to": "ต้องกรอก หน่วยงานที่รับเรื่อง",
    "asked_on": f"วันที่ขอ {_LATE_DAY}",
    "due_on": f"วันที่ต้องเสร็จ {_LATE_DAY}",
    "accepted_on": f"วันที่หน่วยงานปลายทางรับเรื่อง {_LATE_DAY}",
    "returned_on": f"วันที่ส่งคืนโดยยังไม่แล้วเสร็จ {_LATE_DAY}",
    "done_on": f"วันที่แล้วเสร็จ {_LATE_DAY}",
    "state": "เลือกจากรายการ ถ้ากรอกวันที่ครบแล้วเว้นว่างได้",
    "reason": "เหตุที่ต้องส่งต่อ เช่น อยู่นอกอำนาจหน้าที่",
}
NOT_IN_LIST = "โปรดเลือกจากรายการ"
STEPS: tuple[tuple[str, str], ...] = (
    (
        (
            "1. กรอกทีละแผ่นงาน จากวัตถุประสงค์ ผลลัพธ์สำคัญ ไปจนถึงโครงการ ข้อมูลเดิมที่มีอยู่กรอกไว้ให้แล้ว"
            " แก้ไขได้ในช่องสีเหลืองและสีม่วง ช่องสีเทาล็อกไว้ (ไม่มีรหัสผ่าน)"
        ),
        (
            "Fill in sheet by sheet. What is known stands there; yellow and violet cells can"
            " change, grey ones are locked (there is no password)."
        ),
    ),
    (
        (
            "2. รายการใหม่ให้กรอกในแถวว่างถัดจากรายการเดิม เว้นช่องรหัสไว้ ระบบจะออกรหัสให้ แผ่นงานอื่นอ้างถึง"
            "ด้วยชื่อในช่อง “แถวใหม่” เช่น #O1 คือวัตถุประสงค์ใหม่แถวแรก"
        ),
        (
            "New items go into the empty rows, without an id. Other sheets name them as the column"
            " “new row” does: #O1 is the first new objective."
        ),
    ),
    (
        (
            "3. ช่องที่มีรายการให้เลือกจากรายการ หรือพิมพ์รหัส หลายรายการให้คั่นด้วยจุลภาค (,) หรือขึ้นบรรทัดใหม่"
            " คำที่ตามหลังรหัสมีไว้ให้อ่าน ไม่ต้องพิมพ์"
        ),
        (
            "Choose from the lists, or type ids, with commas between several. What stands behind an"
            " id is for reading."
        ),
    ),
    (
        "4. วันที่พิมพ์แบบไทยได้ เช่น 1 ต.ค. 2566 หรือ 1/10/2566 ใช้ปี พ.ศ. หรือ ค.ศ. สี่หลัก จำนวนเงินเป็นบาท",
        "Dates may have Thai months and Buddhist years, in four digits. Money is in baht.",
    ),
    (
        (
            f"5. เว้นว่าง หมายถึงยังไม่ทราบหรือไม่เปลี่ยนแปลง ถ้าต้องการบอกว่าไม่มีเลย ให้พิมพ์ {p.NONE}"
            f" ในช่องที่เลือกได้หลายรายการ พิมพ์ {p.GONE[0]} เพื่อเอาข้อมูลเดิมออก การลบแถวไม่ทำให้ข้อมูลเดิมหายไป"
        ),
        (
            f"Empty says nothing. Type {p.NONE} where there is none, in a cell that may hold"
            f" several ids, or {p.GONE[0]} to take a value away. A row that is deleted stays in the"
            " data."
        ),
    ),
    (
        "6. บันทึกเป็น .xlsx แล้วส่งกลับไปยังหน่วยงานที่ส่งให้ท่าน อย่าลบแผ่นงานหรือแถวที่ซ่อนไว้",
        "Save it as .xlsx, and send it back. Do not delete what is hidden.",
    ),
)
LEGEND: tuple[tuple[str, str, str], ...] = (  # A look, and what it means.
    ("free_text", "กรอกหรือแก้ไขได้", "to fill in or change"),
    ("guess_text", "ผู้จัดทำข้อมูลอนุมานไว้ โปรดตรวจสอบและแก้ไข", "our judgement: please check"),
    ("fixed_text", "ล็อกไว้ มีไว้ให้อ่าน", "locked, to be read"),
    ("need_required", "ต้องกรอก ถ้าว่าง แถวนี้จะไม่ถูกนำเข้า", "required: without it the row is refused"),
    ("need_wanted", "ควรกรอก แผนยังขาดข้อมูลนี้", "wanted: the plan lacks it"),
    ("need_wrong", "ไม่น่าถูกต้อง เช่น ไม่ใช่ตัวเลข รหัสซ้ำ สิ้นสุดก่อนเริ่ม", "cannot be right"),
    ("need_odd", "ควรตรวจสอบ เช่น ค่าเป้าหมายเท่าค่าฐาน วันที่อยู่นอกปีงบประมาณ", "to be checked"),
)


def heading(items: PlanItems) -> str:
    """Return whose plan it is, and of which year."""
    unit = items.unit
    title = one_line(unit.title())
    whole = unit.id if title == unit.id else f"{title} ({unit.id})"
    return f"แผนปฏิบัติการ ปีงบประมาณ {items.fiscal_year} · {whole}"


def undated(count: int) -> tuple[str, str]:
    """Return how many projects have no fiscal year, and so are not here, in Thai and English."""
    return (
        f"มีโครงการของหน่วยงานอีก {count:,} โครงการที่ยังไม่ระบุปีงบประมาณ จึงไม่อยู่ในแบบกรอกนี้",
        f"Projects without a recorded fiscal year, which are not here: {count:,}.",
    )

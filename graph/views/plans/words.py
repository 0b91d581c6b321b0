"""The words of plans and sheets, in Thai and English."""

from graph.views.words import Words, word

_WORDS: Words = {
    # The document.
    "plan": ("แผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. {year}", "Operational plan, fiscal year {year}"),
    "period": (
        "ปีงบประมาณ พ.ศ. {year} ({first} ถึง {last}) · ข้อมูล ณ วันที่ {day}",
        "Fiscal year {year} ({first} to {last}) · as of {day}",
    ),
    "running": (
        "{unit} · แผนปฏิบัติราชการ ปีงบประมาณ พ.ศ. {year}",
        "{unit} · operational plan, fiscal year {year}",
    ),
    "sheet": (
        "เอกสารประกอบการพิจารณางบประมาณรายโครงการ",
        "Project sheet for the budget hearing",
    ),
    "sheet_period": ("ข้อมูล ณ วันที่ {day}", "As of {day}"),
    "sheet_running": ("{item} · ข้อมูล ณ {day}", "{item} · as of {day}"),
    "with_divisions": ("รวมส่วนราชการในสังกัด: {units}", "With its divisions: {units}"),
    "empty": (
        (
            "ไม่พบแผนของ{unit}ในปีงบประมาณ พ.ศ. {year}: แหล่งข้อมูลไม่มีวัตถุประสงค์ ผลลัพธ์สำคัญ"
            " หรือโครงการของหน่วยงานนี้ในปีดังกล่าว"
        ),
        (
            "The sources hold no plan of {unit} for fiscal year {year}: no objective, key result or"
            " project of its own."
        ),
    ),
    "other_years": ("ปีงบประมาณที่มีข้อมูล: {years}", "Fiscal years with a plan: {years}"),
    "page": ("หน้า", "page"),
    "missing": ("ไม่ระบุ", "not given"),
    "none": ("ไม่มี", "none"),
    "inferred": ("อนุมาน", "inferred"),
    "stated": ("ระบุ", "stated"),
    "replaced": ("ถูกแทนที่ ไม่นับ", "replaced, not counted"),
    "all_districts": ("สำนักงานเขตทั้ง {n} เขต", "all {n} district offices"),
    "all_areas": ("ทั้ง {n} เขต", "all {n} districts"),
    "and": (" และ", " and "),
    # Headings.
    "summary": ("ภาพรวมของแผน", "The plan at a glance"),
    "objectives": (
        "วัตถุประสงค์และผลลัพธ์สำคัญ",
        "Objectives and key results",
    ),
    "parts": ("ค่าเป้าหมายที่แบ่งให้หน่วยงาน", "Targets split between units"),
    "projects": ("โครงการและงบประมาณ", "Projects and budget"),
    "expects": ("งานที่คาดหวังจากหน่วยงานอื่น", "What it expects of other units"),
    "expected": ("งานที่หน่วยงานอื่นคาดหวัง", "What other units expect of it"),
    "areas": ("พื้นที่ดำเนินการ", "Areas"),
    "gaps": ("ข้อมูลที่ยังขาด", "What is still missing"),
    "beside": ("โครงการที่ยังไม่อยู่ในแผนปีนี้", "Projects outside this year's plan"),
    "signatures": ("การลงนาม", "Signatures"),
    "by_strategy": ("จำแนกตามยุทธศาสตร์", "By strategy"),
    "by_sector": ("จำแนกตามกลุ่มงาน", "By group of units"),
    "by_unit": ("จำแนกตามหน่วยงาน", "By unit"),
    "unowned": (
        "ผลลัพธ์สำคัญที่ยังไม่มีเจ้าภาพ",
        "Key results that nobody answers for",
    ),
    "idle_others": ("สำนักและส่วนราชการอื่น", "bureaus and others"),
    "idle": ("หน่วยงานที่ยังไม่มีแผนในปีนี้", "Units without a plan this year"),
    "what": ("โครงการ", "The project"),
    "why": ("เหตุผล: โยงถึงนโยบายใด", "Why: the chain to the policies"),
    "results": ("ผลลัพธ์สำคัญที่ส่งมอบ", "Key results that it delivers"),
    "exchanges": ("งานส่งต่อระหว่างหน่วยงาน", "Handoffs between units"),
    "near": ("โครงการใกล้เคียง", "Projects much like it"),
    # Columns and labels.
    "id": ("รหัส", "id"),
    "objective": ("วัตถุประสงค์", "objective"),
    "objective_title": ("ชื่อวัตถุประสงค์", "objective's title"),
    "key_result": ("ผลลัพธ์สำคัญ", "key result"),
    "measure": ("หน่วยนับ", "measure"),
    "baseline": ("ค่าฐาน", "baseline"),
    "target": ("ค่าเป้าหมาย", "target"),
    "last": ("ผลล่าสุด", "last figure"),
    "as_of": ("ณ วันที่", "as of"),
    "attained": ("สำเร็จ (%)", "attained (%)"),
    "role": ("บทบาท", "role"),
    "owner": ("เจ้าภาพ", "owner"),
    "unit": ("หน่วยงาน", "unit"),
    "part_target": ("เป้าหมายส่วนที่แบ่ง", "target of its part"),
    "part_actual": ("ผลจริง", "actual"),
    "project": ("โครงการ", "project"),
    "lead": ("หน่วยงานหลัก", "lead"),
    "supports": ("หน่วยงานสนับสนุน", "supported by"),
    "budget": ("งบประมาณ (บาท)", "budget (baht)"),
    "spent": ("เบิกจ่ายแล้ว (บาท)", "spent (baht)"),
    "period_of": ("ระยะเวลา", "dates"),
    "start": ("เริ่ม", "start"),
    "end": ("สิ้นสุด", "end"),
    "status": ("สถานะ", "status"),
    "progress": ("คืบหน้า (%)", "progress (%)"),
    "area": ("พื้นที่", "area"),
    "serves": ("ตอบนโยบาย / ยุทธศาสตร์", "serves policy / strategy"),
    "strength": ("การโยง", "strength"),
    "basis": ("ที่มาของลิงก์", "basis"),
    "year": ("ปีงบฯ", "year"),
    "fiscal_year": ("ปีงบประมาณ", "fiscal year"),
    "kind": ("ลักษณะ", "kind"),
    "subject": ("เรื่อง", "subject"),
    "of_whom": ("คาดหวังจาก", "expected of"),
    "by_whom": ("หน่วยงานที่ขอ", "expected by"),
    "state": ("สถานะ", "state"),
    "days": ("วัน", "days"),
    "objectives_n": ("วัตถุประสงค์", "objectives"),
    "key_results_n": ("ผลลัพธ์สำคัญ", "key results"),
    "projects_n": ("โครงการ", "projects"),
    "with_data": ("มีผลรายงาน", "with a figure"),
    "met": ("ถึงเป้า", "met"),
    "unknown_budget": ("ไม่ทราบงบ (โครงการ)", "budget unknown (projects)"),
    "traced": ("โยงถึงนโยบาย", "serving a policy"),
    "strategy": ("ยุทธศาสตร์", "strategy"),
    "sector": ("กลุ่มงาน", "group"),
    "units_n": ("หน่วยงาน", "units"),
    "lacks": ("สิ่งที่ขาด", "what is missing"),
    "how_many": ("จำนวน", "how many"),
    "of_all": ("จากทั้งหมด", "of"),
    "which": ("รายการ", "items"),
    "why_beside": ("เหตุ", "why"),
    "policy": ("นโยบาย / ยุทธศาสตร์", "policy / strategy"),
    "shared": ("ผลลัพธ์สำคัญร่วม", "key results in common"),
    "alike": ("ชื่อคล้าย (%)", "titles alike (%)"),
    "sum": ("รวม", "total"),
    "total": ("รวม (นับแต่ละรายการครั้งเดียว)", "all, each item once"),
    "fact_progress": ("ก้าวหน้าเฉลี่ย (%)", "mean progress (%)"),
    "fact_policies": ("นโยบายที่มีวัตถุประสงค์ตอบ", "policies that an objective answers"),
    "fact_reaching": ("นโยบายที่ลงถึงโครงการ", "policies that reach a project"),
    "fact_areas": ("พื้นที่", "areas"),
    "fact_expects": ("งานที่คาดหวังจากหน่วยงานอื่น", "expected of other units"),
    "fact_expected": ("งานที่หน่วยงานอื่นคาดหวัง", "expected by other units"),
    # Values.
    "owned": ("รับผิดชอบ", "answers for it"),
    "part": ("มีส่วนของเป้า", "has a part of it"),
    "delivered": ("ผ่านโครงการ", "its projects deliver it"),
    "is_met": ("บรรลุ", "met"),
    "not_met": ("ยังไม่บรรลุ", "not met"),
    "impossible": ("ตัวเลขเป็นไปไม่ได้", "figure is impossible"),
    "untraced": ("ไม่โยงถึงนโยบายใด", "serves no policy"),
    "not_traced": ("ไม่โยง", "none"),
    "broken": ("ไม่โยงถึงนโยบายใด (ขาดที่{level})", "serves no policy (broken at {level})"),
    "via_more": ("ผ่านยุทธศาสตร์อีก {n} นโยบาย", "{n} more policies via strategy"),
    "overdue": ("เกินกำหนด", "overdue"),
    "holder": ("เรื่องอยู่ที่{unit}", "lies with {unit}"),
    "no_year": ("ไม่ระบุปีงบประมาณ", "no fiscal year given"),
    "other_year": ("ของปีงบประมาณ {year} แต่ดำเนินการในปีนี้", "of {year}, under way this year"),
    "districts": ("สำนักงานเขต", "district offices"),
    "no_sector": ("นอกกลุ่ม หรือยังไม่มีผู้รับผิดชอบ", "of no group, or of nobody"),
    "nobody": ("ยังไม่มีผู้รับผิดชอบ", "nobody answers for it"),
    "no_strategy": ("ยังไม่ระบุยุทธศาสตร์", "no strategy given"),
    # What is missing.
    "objective_policy": ("วัตถุประสงค์ไม่ตอบนโยบายใดโดยตรง", "objective that no policy calls for"),
    "objective_strategy": ("วัตถุประสงค์ไม่ระบุยุทธศาสตร์", "objective without a strategy"),
    "result_owner": ("ผลลัพธ์สำคัญไม่มีเจ้าภาพ", "key result without an owner"),
    "result_unit": ("ผลลัพธ์สำคัญไม่ระบุหน่วยนับ", "key result without a measure"),
    "result_baseline": ("ผลลัพธ์สำคัญไม่มีค่าฐาน", "key result without a baseline"),
    "result_target": ("ผลลัพธ์สำคัญไม่มีค่าเป้าหมาย", "key result without a target"),
    "result_figure": ("ผลลัพธ์สำคัญยังไม่มีผลรายงาน", "key result without a figure"),
    "result_impossible": ("ผลลัพธ์สำคัญมีตัวเลขที่เป็นไปไม่ได้", "key result with an impossible figure"),
    "project_lead": ("โครงการไม่ระบุหน่วยงานหลัก", "project without a lead"),
    "project_results": ("โครงการไม่ระบุผลลัพธ์สำคัญที่ส่งมอบ", "project without a key result"),
    "project_results_replaced": (
        "โครงการส่งมอบเฉพาะผลลัพธ์สำคัญที่ถูกแทนที่แล้ว",
        "project with replaced key results alone",
    ),
    "project_results_year": (
        "โครงการส่งมอบเฉพาะผลลัพธ์สำคัญของปีงบประมาณอื่น",
        "project with key results of other years alone",
    ),
    "project_policy": ("โครงการไม่โยงถึงนโยบายใด", "project that serves no policy"),
    "project_year": ("โครงการไม่ระบุปีงบประมาณ", "project without a fiscal year"),
    "project_budget": ("โครงการไม่ระบุงบประมาณ", "project without a budget"),
    "project_dates": ("โครงการไม่ระบุวันเริ่มหรือวันสิ้นสุด", "project without its dates"),
    "project_status": ("โครงการไม่ระบุสถานะ", "project without a status"),
    "project_areas": ("โครงการไม่ระบุพื้นที่", "project without an area"),
    # Sentences.
    "no_objectives": (
        "ไม่มีวัตถุประสงค์หรือผลลัพธ์สำคัญที่หน่วยงานนี้รับผิดชอบ มีส่วน หรือส่งมอบในปีนี้",
        "No objective or key result that the unit answers for, shares or delivers to this year.",
    ),
    "no_projects": ("ไม่มีโครงการของปีนี้", "No project of this year."),
    "no_expects": ("ไม่มีงานที่คาดหวังจากหน่วยงานอื่น", "Nothing is expected of other units."),
    "no_expected": ("ไม่มีงานที่หน่วยงานอื่นคาดหวัง", "Nothing is expected by other units."),
    "no_areas": ("ไม่มีวัตถุประสงค์หรือโครงการใดระบุพื้นที่", "No objective or project names an area."),
    "ready": ("ข้อมูลพร้อมสำหรับขอรับงบประมาณ", "Ready to ask for budget"),
    "not_ready": (
        "ข้อมูลยังไม่พร้อมสำหรับขอรับงบประมาณ ยังขาด: {missing}",
        "Not ready to ask for budget; missing: {missing}",
    ),
    "asks_nothing": (
        "โครงการนี้ไม่ได้ขอรับงบประมาณ หรือแหล่งข้อมูลไม่ได้ระบุว่าขอ",
        "It asks for no budget, or no source says that it does.",
    ),
    "own_gaps": ("หน่วยงานนี้", "this unit"),
    "note_others_gaps": (
        (
            "รายการที่หน่วยงานนี้ไม่ใช่เจ้าภาพ เพียงมีส่วนของเป้าหรือส่งมอบให้ แยกไว้ใต้ชื่อเจ้าภาพ"
            " และไม่นับในภาพรวมของแผน"
        ),
        (
            "What the unit does not own, and only shares or delivers to, stands under who owns it,"
            " and is not counted at a glance."
        ),
    ),
    "no_gaps": ("ครบทุกช่องที่ตรวจ", "Nothing that is looked for is missing."),
    "no_ways": (
        "โครงการนี้ไม่ระบุผลลัพธ์สำคัญที่ส่งมอบ จึงไม่โยงถึงวัตถุประสงค์ ยุทธศาสตร์ หรือนโยบายใด",
        "The project names no key result, so it leads to no objective, strategy or policy.",
    ),
    "no_exchanges": ("ไม่มีงานส่งต่อระหว่างหน่วยงาน", "No work crosses between units."),
    "no_near": ("ไม่พบโครงการใกล้เคียง", "No project is much like it."),
    "note_percent": (
        (
            "ความสำเร็จคิดจากค่าฐานถึงค่าเป้าหมาย ตามผลล่าสุดที่ไม่เกินวันที่ของข้อมูล ร้อยละไม่นำมาบวกกัน"
            " และผลที่เป็นไปไม่ได้ (เช่น ร้อยละเกิน 100) ไม่นำมาคิด"
        ),
        (
            "Attained is the share of the way from baseline to target, by the last figure on or"
            " before the day. Percents are never added up, and impossible figures (such as over"
            " 100 percent) count for nothing."
        ),
    ),
    "note_budget": (
        "ยอดรวมงบประมาณนับเฉพาะโครงการที่ระบุงบประมาณ โครงการที่ไม่ระบุนับแยก ไม่ถือเป็นศูนย์",
        (
            "Budgets are summed where they are given; projects without one are counted apart, and"
            " are not taken for zero."
        ),
    ),
    "note_inferred": (
        "“อนุมาน” คือการโยงที่ผู้จัดทำข้อมูลวินิจฉัยเอง ไม่ได้มาจากเอกสารที่เผยแพร่",
        "“inferred” is a link that is our judgement, and not what a published source says.",
    ),
    "note_once": (
        "รายการหนึ่งอาจอยู่ได้หลายแถว แถวรวมนับแต่ละรายการครั้งเดียว จึงอาจน้อยกว่าผลบวกของแถว",
        (
            "An item may stand in several rows; the last row counts each once, so it may be less"
            " than the rows added up."
        ),
    ),
    "note_no_year": (
        "แถวที่มีเครื่องหมาย * คือเรื่องที่ยังค้างอยู่ และไม่ผูกกับรายการของปีงบประมาณใด",
        "Rows marked * are still open, and belong to no item of any fiscal year.",
    ),
    # Signatures.
    "drafts": ("ผู้จัดทำแผน", "Drawn up by"),
    "checks": ("ผู้ตรวจสอบ", "Checked by"),
    "approves": ("ผู้อนุมัติ", "Approved by"),
    "sign": ("ลงชื่อ", "Signed"),
    "position": ("ตำแหน่ง", "Position"),
    "signed_on": ("วันที่", "Date"),
}
# The groups of the planning workshops, as the sources write them.
_SECTORS: Words = {
    one: (thai, one)
    for one, thai in {
        "budget, planning and personnel": "งบประมาณ แผนงาน และบุคลากร",
        "infrastructure and safety": "โครงสร้างพื้นฐานและความปลอดภัย",
        "quality of life": "คุณภาพชีวิต",
        "secretariat, administration, registration, PR and foreign affairs": (
            "เลขานุการ ปกครอง ทะเบียน ประชาสัมพันธ์ และการต่างประเทศ"
        ),
    }.items()
}


def say(key: str, language: str, **values: object) -> str:
    """Return the word or the sentence of a key, with its values put in."""
    found = _WORDS[key][language == "en"]
    return found.format(**values) if values else found


def sector(name: str, language: str) -> str:
    """Return a group of units in words."""
    return word(_SECTORS, name, language)

"""Thai and English phrases for the SYNTHETIC cities; no phrase names a real project or unit.

No phrase holds a colon, quote, bracket or hash, and none but the notes a comma, so that each
stands unquoted in YAML.
"""

from typing import TypeAlias

Words: TypeAlias = tuple[str, str]
"""The same phrase in Thai and in English."""

DIMENSIONS: tuple[tuple[str, Words], ...] = (
    ("safe", ("ปลอดภัยดี", "Safe")),
    ("health", ("สุขภาพดี", "Health")),
    ("creative", ("สร้างสรรค์ดี", "Creative")),
    ("environment", ("สิ่งแวดล้อมดี", "Environment")),
    ("management", ("บริหารจัดการดี", "Management")),
    ("economy", ("เศรษฐกิจดี", "Economy")),
    ("travel", ("เดินทางดี", "Travel")),
    ("structure", ("โครงสร้างดี", "Structure")),
    ("learning", ("เรียนดี", "Learning")),
)

STRATEGIES: tuple[Words, ...] = (
    ("เมืองปลอดภัยและฟื้นตัวได้เร็ว", "Safe and resilient city"),
    ("เมืองสีเขียวและสะอาด", "Green and clean city"),
    ("เมืองเพื่อคนทุกคน", "City for everyone"),
    ("เมืองกระชับและเดินได้", "Compact and walkable city"),
    ("เมืองที่ประชาชนมีส่วนร่วม", "City of participation"),
    ("เมืองเศรษฐกิจและการเรียนรู้", "City of trade and learning"),
    ("การบริหารจัดการเมืองมหานคร", "Running the metropolis"),
)

SUBJECTS: tuple[tuple[Words, ...], ...] = (
    (
        ("ไฟฟ้าส่องสว่างสาธารณะ", "public lighting"),
        ("กล้องวงจรปิดในจุดเสี่ยง", "cameras at risk spots"),
        ("ระบบระบายน้ำและบ่อสูบน้ำ", "drains and pumping wells"),
        ("จุดเสี่ยงน้ำท่วมขัง", "flood risk points"),
        ("หัวรับน้ำดับเพลิงและถังดับเพลิงชุมชน", "hydrants and community extinguishers"),
        ("ทางข้ามและสัญญาณไฟคนข้าม", "crossings and pedestrian signals"),
    ),
    (
        ("สวนสาธารณะใกล้บ้าน", "neighbourhood parks"),
        ("ต้นไม้ริมถนนและพื้นที่ว่าง", "trees along roads and on vacant land"),
        ("การคัดแยกขยะต้นทาง", "waste sorting at source"),
        ("คุณภาพน้ำในคลองสาขา", "water quality in side canals"),
        ("จุดตรวจวัดฝุ่นละอองขนาดเล็ก", "fine dust monitoring points"),
        ("รถเก็บขนมูลฝอยพลังงานสะอาด", "clean energy refuse trucks"),
    ),
    (
        ("ศูนย์บริการสาธารณสุขใกล้บ้าน", "health centres near home"),
        ("การดูแลผู้สูงอายุและผู้ป่วยติดเตียง", "care of elderly and bedridden people"),
        ("ศูนย์พัฒนาเด็กก่อนวัยเรียน", "early childhood centres"),
        ("ทางลาดและสิ่งอำนวยความสะดวกสำหรับคนพิการ", "ramps and access for disabled people"),
        ("บ้านอิ่มใจสำหรับคนไร้บ้าน", "shelters for homeless people"),
    ),
    (
        ("ทางเท้าและทางจักรยาน", "footpaths and cycle lanes"),
        ("จุดฝืดการจราจรและปากซอย", "traffic bottlenecks and soi mouths"),
        ("ป้ายรถเมล์และศาลาที่พักผู้โดยสาร", "bus stops and shelters"),
        ("การนำสายสื่อสารลงดิน", "moving cables underground"),
        ("ถนนซอยชำรุดที่รับแจ้งจากประชาชน", "damaged lanes that residents report"),
    ),
    (
        ("การแก้ไขเรื่องร้องเรียนของประชาชน", "answers to complaints by residents"),
        ("งบประมาณแบบมีส่วนร่วมของชุมชน", "participatory community budgets"),
        ("สภาเยาวชนและอาสาสมัครชุมชน", "youth councils and volunteers"),
        ("ข้อมูลเปิดเพื่อการตรวจสอบ", "open data for scrutiny"),
    ),
    (
        ("ตลาดนัดและพื้นที่ค้าขายหาบเร่", "street markets and vending areas"),
        ("การฝึกอาชีพและศูนย์สร้างงาน", "job training and work centres"),
        ("ห้องเรียนดิจิทัลในโรงเรียน", "digital classrooms in schools"),
        ("ย่านสร้างสรรค์และถนนคนเดิน", "creative districts and walking streets"),
        ("ห้องสมุดและพิพิธภัณฑ์ท้องถิ่น", "libraries and local museums"),
    ),
    (
        ("ระบบอนุญาตออนไลน์", "online permits"),
        ("การจัดเก็บรายได้และภาษีที่ดิน", "revenue and land tax collection"),
        ("ระบบข้อมูลกลางของหน่วยงาน", "shared data of the offices"),
        ("การประเมินผลการปฏิบัติราชการ", "appraisal of public service"),
        ("การพัฒนาทักษะบุคลากร", "skills of staff"),
    ),
)

VERBS: tuple[Words, ...] = (
    ("พัฒนา", "Develop"),
    ("ปรับปรุง", "Improve"),
    ("ขยาย", "Extend"),
    ("ซ่อมแซม", "Repair"),
    ("ส่งเสริม", "Promote"),
    ("สำรวจ", "Survey"),
    ("เพิ่ม", "Add to"),
    ("ดูแลรักษา", "Look after"),
    ("จัดทำแผน", "Plan"),
    ("ติดตามผล", "Follow up"),
    ("ยกระดับ", "Raise the standard of"),
    ("เร่งรัด", "Speed up"),
)

SCOPES: tuple[Words, ...] = (
    ("ในชุมชนริมคลอง", "in communities along canals"),
    ("ตามถนนสายหลักและสายรอง", "along main and minor roads"),
    ("รอบโรงเรียนและศูนย์เด็กเล็ก", "around schools and nurseries"),
    ("ในพื้นที่นำร่อง", "in the pilot area"),
    ("ให้ครอบคลุมทุกแขวง", "to reach every subdistrict"),
    ("ร่วมกับภาคเอกชนและชุมชน", "with firms and communities"),
    ("ตามแผนปฏิบัติราชการประจำปี", "under the annual plan"),
    ("ระยะที่สอง", "phase two"),
    ("บริเวณสถานีรถไฟฟ้าและท่าเรือ", "near rail stations and piers"),
    ("ในเวลากลางคืน", "at night"),
)

SECTIONS: tuple[Words, ...] = (
    ("ฝ่ายโยธา", "Public Works Section"),
    ("ฝ่ายรักษาความสะอาดและสวนสาธารณะ", "Cleansing and Parks Section"),
    ("ฝ่ายพัฒนาชุมชนและสวัสดิการสังคม", "Community and Welfare Section"),
)
DIVISIONS: tuple[Words, ...] = (
    ("กองยุทธศาสตร์และแผนงาน", "Strategy and Planning Division"),
    ("กองปฏิบัติการ", "Operations Division"),
    ("กองวิชาการและมาตรฐาน", "Standards Division"),
)
EXTERNALS: tuple[Words, ...] = (
    ("การไฟฟ้าสมมติ", "Sample Power Utility"),
    ("การประปาสมมติ", "Sample Water Utility"),
    ("ตำรวจจราจรสมมติ", "Sample Traffic Police"),
    ("กรมเจ้าท่าสมมติ", "Sample Marine Department"),
    ("องค์การโทรคมนาคมสมมติ", "Sample Telecom Operator"),
)

REQUESTS: tuple[Words, ...] = (
    ("ขอให้สำรวจและออกแบบ", "Please survey and design"),
    ("ขอรับโอนงบประมาณ", "Transfer of the budget"),
    ("ขออนุญาตใช้พื้นที่", "Leave to use the site"),
    ("ส่งมอบเรื่องร้องเรียนเกินอำนาจเขต", "Complaint beyond the remit of the district"),
    ("ขอให้ย้ายสาธารณูปโภค", "Utilities to be moved"),
    ("ขอรับรองแบบก่อสร้าง", "Drawings to be approved"),
)
REASONS: tuple[str, ...] = (
    "ถนนกว้างเกินอำนาจของสำนักงานเขต",
    "เอกสารไม่ครบและแบบไม่ตรงกับพื้นที่จริง",
    "อยู่ระหว่างจัดหาผู้รับจ้าง",
    "ไม่ได้ตั้งงบประมาณไว้ในปีนี้",
    "รอความเห็นจากหน่วยงานเจ้าของพื้นที่",
)

NOTES: tuple[str, ...] = (
    "ข้อมูลจำลองสำหรับทดสอบความเร็วเท่านั้น ไม่ใช่โครงการจริง",
    "ดำเนินการต่อเนื่องจากปีก่อน โดยแบ่งพื้นที่เป็นสามช่วงตามลำดับความเร่งด่วน",
    "ประชุมร่วมกับผู้แทนชุมชนแล้ว ได้ข้อสรุปให้ปรับรูปแบบให้เหมาะกับพื้นที่",
    "ผลการดำเนินงานรายงานทุกไตรมาส และปรับเป้าหมายได้เมื่อมีเหตุจำเป็น",
    "งบประมาณรวมค่าออกแบบ ค่าควบคุมงาน และค่าบำรุงรักษาในปีแรก",
    "รอการยืนยันตัวเลขจากหน่วยงานหลัก ตัวเลขนี้เป็นค่าประมาณ",
    "Carried over from the year before; the scope is unchanged and the sites are listed apart",
    "The figure rests on a count by the section and has not been audited",
)

MEASURES: tuple[tuple[str, str, str], ...] = (
    ("จุด", "increase", "sum"),
    ("แห่ง", "increase", "latest"),
    ("กิโลเมตร", "increase", "sum"),
    ("ร้อยละ", "increase", "mean"),
    ("ครั้ง", "decrease", "sum"),
    ("นาที", "decrease", "mean"),
    ("ร้อยละ", "maintain", "latest"),
    ("คน", "increase", "max"),
)
"""Unit, direction and aggregation of a key result's measure."""

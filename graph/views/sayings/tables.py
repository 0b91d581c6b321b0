"""Of the rows of the city's tracker, and of tickets."""

TABLES = {
    # The tracker.
    "months are read so because {}": "อ่านรายเดือนแบบนี้เพราะ {}",
    "in {:,} rows the months add up to the whole, in {:,} the last one is it": (
        "มี {:,} แถวที่รายเดือนรวมกันได้ยอดทั้งปี และ {:,} แถวที่เดือนสุดท้ายเป็นยอดทั้งปี"
    ),
    "no row has figures of two months that are added up": ("ไม่มีแถวใดที่มีตัวเลขสองเดือนซึ่งบวกกันได้"),
    "the table has no months, so its figures have no day: say it with --on": (
        "ตารางไม่มีเดือน ตัวเลขจึงไม่มีวันที่: ระบุด้วย --on"
    ),
    "months that are not over on {} are left out: {}": "ไม่รับเดือนที่ยังไม่สิ้นสุดในวันที่ {}: {}",
    "{} is not read": "ไม่ได้อ่าน{}",
    "the comment {} at {}": "ความคิดเห็น {} ที่ {}",
    "the row of {}, which has no title,": "แถวของ {} ซึ่งไม่มีชื่อ",
    "the sheet {} ({:,} rows)": "แผ่นงาน {} ({:,} แถว)",
    "a month is not read, so the months are not added up: left out": (
        "มีเดือนที่อ่านไม่ได้ จึงไม่รวมรายเดือน: ไม่รับรายเดือนของแถวนี้"
    ),
    "it is {}, and so is {}: {}": "แถวนี้คือ {} เช่นเดียวกับ {}: {}",
    "a new key result": "ผลลัพธ์สำคัญใหม่",
    "keep one, or tell them apart by a column with the header id": (
        "เก็บไว้แถวเดียว หรือแยกด้วยคอลัมน์ที่มีหัวว่า id"
    ),
    "it may be {}: write the id of the one meant into a column with the header id": (
        "อาจเป็น {}: เขียนรหัสของรายการที่หมายถึงในคอลัมน์ที่มีหัวว่า id"
    ),
    "there is no key result '{}' of {}{}": "ไม่มีผลลัพธ์สำคัญ '{}' ของปี {}{}",
    ": leave the column id empty for a new one": ": ถ้าเป็นรายการใหม่ให้เว้นคอลัมน์ id ว่าง",
    "it has no code, so that nobody can tell under which objective it stands": (
        "แถวนี้ไม่มีรหัส จึงไม่รู้ว่าอยู่ใต้วัตถุประสงค์ใด"
    ),
    "{}: write its code, such as OKR 1.1.05, or give --objective": (
        "{}: เขียนรหัส เช่น OKR 1.1.05 หรือใส่ --objective"
    ),
    "no objective of {} has key results of the issue {}": (
        "ไม่มีวัตถุประสงค์ของปี {} ที่มีผลลัพธ์สำคัญในประเด็น {}"
    ),
    "several objectives have key results of the issue {}: {}": (
        "มีหลายวัตถุประสงค์ที่มีผลลัพธ์สำคัญในประเด็น {}: {}"
    ),
    "{}: give --objective": "{}: ใส่ --objective",
    "its title has more than {} characters: write it shorter": ("ชื่อยาวเกิน {} ตัวอักษร: เขียนให้สั้นลง"),
    "it counts in '{}', and {} in '{}': mend one of the two": (
        "แถวนี้นับเป็น '{}' แต่ {} นับเป็น '{}': แก้อย่างใดอย่างหนึ่ง"
    ),
    "its target is split between units already ({} …): the parts are left": (
        "ค่าเป้าหมายแบ่งให้หน่วยงานไว้แล้ว ({} …): คงส่วนแบ่งเดิม"
    ),
    "{} cannot be, it seems to be added up: taken as it stands": (
        "{} เป็นไปไม่ได้ ดูเหมือนบวกรวมกันมา: รับไว้ตามที่เขียน"
    ),
    "its target is 0, so that it has no progress: taken as it stands": (
        "ค่าเป้าหมายเป็น 0 จึงไม่มีความคืบหน้า: รับไว้ตามที่เขียน"
    ),
    "its parts {:,} and {:,} do not make {:,}": "ส่วน {:,} กับ {:,} รวมกันไม่ได้ {:,}",
    # Tickets.
    "the ticket is left out: {}": "ไม่รับเรื่องนี้: {}",
    "its state '{}' is not known": "ไม่รู้จักสถานะ '{}'",
    "its times go against each other: closed or taken up before reported": (
        "เวลาขัดกัน: ปิดหรือรับเรื่องก่อนวันที่แจ้ง"
    ),
    "it is no record with fields": "ไม่ใช่ระเบียนที่มีช่องข้อมูล",
    "it has no number such as 2024-ABCDEF (ticket_id)": ("ไม่มีเลขที่เรื่อง เช่น 2024-ABCDEF (ticket_id)"),
    "it has gone through more than {} organisations": "ผ่านหน่วยงานเกิน {} แห่ง",
    "its {} is no time": "{} ไม่ใช่เวลา",
    "{:,} of {:,} tickets went from no unit of the sources to another": (
        "{:,} จาก {:,} เรื่องไม่ได้ส่งระหว่างหน่วยงานในแหล่งข้อมูล"
    ),
    "{} × {:,}{}": "{} × {:,}{}",
    ": may be {}": ": อาจเป็น {}",
    "{} is no longer in its ticket: it stays; see if it still holds": (
        "{} ไม่อยู่ในเรื่องแล้ว: ยังคงไว้ ตรวจดูว่ายังใช้ได้หรือไม่"
    ),
}

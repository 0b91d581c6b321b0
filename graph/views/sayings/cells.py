"""Of a cell by itself: what is no text, no figure, no date or no id."""

CELLS = {
    # Of any cell.
    "{}: {}": "{}: {}",
    "{} is a formula or an error: type the value itself": ("{} เป็นสูตรหรือค่าผิดพลาด: พิมพ์ค่านั้นลงไปเอง"),
    "{} is merged over several columns: unmerge the cells, and fill in each": (
        "{} อยู่ในเซลล์ที่ผสานหลายคอลัมน์: ยกเลิกการผสานเซลล์ แล้วกรอกทีละเซลล์"
    ),
    "{} is merged over several rows": "{} อยู่ในเซลล์ที่ผสานหลายแถว",
    "{}, so that nobody knows whose figure it is: {}": "{} จึงไม่รู้ว่าเป็นตัวเลขของแถวใด: {}",
    "unmerge the cells, and fill in each": "ยกเลิกการผสานเซลล์ แล้วกรอกทีละเซลล์",
    "{} is {} to the spreadsheet": "โปรแกรมตารางคำนวณอ่าน {} เป็น{}",
    "{}: format the cell as text and type it again": "{}: จัดรูปแบบเซลล์เป็นข้อความ แล้วพิมพ์ใหม่",
    "the text has more than {:,} characters: write it shorter": (
        "ข้อความยาวเกิน {:,} ตัวอักษร: เขียนให้สั้นลง"
    ),
    "a date": "วันที่",
    "no text": "ค่าที่ไม่ใช่ข้อความ",
    "nothing": "ค่าว่าง",
    "none": "“ไม่มี”",
    # Dates.
    "write it as 1 ต.ค. 2567 or 2024-10-01": "เขียนแบบ 1 ต.ค. 2567 หรือ 2024-10-01",
    "{} is no date: {}": "{} ไม่ใช่วันที่: {}",
    "{} is no whole date: {}": "{} เป็นวันที่ไม่ครบ: {}",
    "{} is no day of the calendar: {}": "{} ไม่มีในปฏิทิน: {}",
    "{} is a number and not a date: {}": "{} เป็นตัวเลข ไม่ใช่วันที่: {}",
    "the year {} of {} cannot be meant: {}": "ปี {} ใน {} เป็นไปไม่ได้: {}",
    "the year of {} has two digits: write all four": "ปีใน {} มีสองหลัก: เขียนให้ครบสี่หลัก",
    "the year of {} does not go with its era: {}": "ปีใน {} ไม่ตรงกับศักราชที่เขียน: {}",
    # Figures.
    "write digits alone, such as {}": "เขียนเฉพาะตัวเลข เช่น {}",
    "{} is no number: {}": "{} ไม่ใช่ตัวเลข: {}",
    "{} says more than a number: {}": "{} มีมากกว่าตัวเลข: {}",
    "{} is money: {}": "{} เป็นจำนวนเงิน: {}",
    "{} is {} and not a number: {}": "{} เป็น{} ไม่ใช่ตัวเลข: {}",
    "yes or no": "ค่าจริงหรือเท็จ",
    "format the cell as a number and type it again": "จัดรูปแบบเซลล์เป็นตัวเลข แล้วพิมพ์ใหม่",
    "{} is larger than any figure of a plan: mend it": "{} มากเกินกว่าตัวเลขใดในแผน: แก้ให้ถูก",
    "{} is a percentage and not baht: write the sum in digits": (
        "{} เป็นร้อยละ ไม่ใช่จำนวนบาท: เขียนจำนวนเงินเป็นตัวเลข"
    ),
    "{} is a percentage, but counted is in {}: mend one of the two": (
        "{} เป็นร้อยละ แต่หน่วยนับคือ {}: แก้อย่างใดอย่างหนึ่ง"
    ),
    "{} is no sum of money: {}": "{} ไม่ใช่จำนวนเงิน: {}",
    "write 0 where no money is needed, leave it empty where that is not known": (
        "ถ้าไม่ใช้เงินให้เขียน 0 ถ้ายังไม่ทราบให้เว้นว่าง"
    ),
    # Ids and words of a list.
    "; did you mean '{}'?": " หมายถึง '{}' หรือไม่",
    ": write its id, as the list offers it": ": เขียนรหัสตามที่มีในรายการให้เลือก",
    "there is no {} {}{}": "ไม่มี{} {}{}",
    "there is no {} {}: choose one of {}": "ไม่มี {} {}: เลือกอย่างหนึ่งจาก {}",
    "{} says more than one {}: write ids alone, with commas": (
        "{} ระบุ{}มากกว่าหนึ่ง: เขียนเฉพาะรหัส คั่นด้วยเครื่องหมายจุลภาค"
    ),
    "{} says more than one {}: write commas between them": (
        "{} ระบุ{}มากกว่าหนึ่ง: คั่นด้วยเครื่องหมายจุลภาค"
    ),
    "{} is several: choose one": "{} มีหลายอย่าง: เลือกอย่างเดียว",
    "{} is more than one {}: keep one": "{} มี{}มากกว่าหนึ่ง: เก็บไว้อย่างเดียว",
    "{} is a number or a date to the spreadsheet": "โปรแกรมตารางคำนวณอ่าน {} เป็นตัวเลขหรือวันที่",
    "format the cell as text, and write the id of a {}": ("จัดรูปแบบเซลล์เป็นข้อความ แล้วเขียนรหัสของ{}"),
    "{} names a {} and takes away: write the ids that stay, or {}": (
        "{} มีทั้งชื่อ{}และคำที่ให้เอาออก: เขียนเฉพาะรหัสที่คงไว้ หรือเขียน {}"
    ),
    "{} is no id of a {}: give each row its own": "{} ไม่ใช่รหัสของ{}: ให้แต่ละแถวมีรหัสของตนเอง",
    "{}; leave the cell empty for a new {}": "{} ถ้าเป็น{}ใหม่ให้เว้นเซลล์นี้ว่าง",
    "{} names the row {}": "{} อ้างถึงแถว {}",
    "{}, but nothing is filled in there: {}": "{} แต่แถวนั้นยังไม่ได้กรอก: {}",
    "fill it in, or choose another": "กรอกแถวนั้น หรือเลือกแถวอื่น",
    "{}, which is refused: mend that row": "{} ซึ่งไม่รับ: แก้แถวนั้น",
    "{}: a row takes no item away: {}": "{}: ลบรายการด้วยการแก้แถวไม่ได้: {}",
    "choose cancelled as its status if it has one, or delete it in the sources": (
        "ถ้ามีสถานะให้เลือกยกเลิก หรือลบในแหล่งข้อมูล"
    ),
    # Beside what the sources say.
    "{} does not tell what becomes of {}": "{} ไม่บอกว่าจะทำอย่างไรกับ {}",
    "write {} to take it away, or leave the cell empty": "เขียน {} เพื่อเอาออก หรือเว้นเซลล์ว่าง",
    "{} cannot be taken away: write what it is": "เอา {} ออกไม่ได้: เขียนว่าเป็นอะไร",
    "{} follows from where the text stands: move that by hand": (
        "{} เป็นไปตามที่ที่ข้อความอยู่ในแหล่งข้อมูล: ย้ายข้อความนั้นเอง"
    ),
    "{} was changed in the sources since the workbook was made": ("แหล่งข้อมูลแก้ {} หลังจากทำสมุดงานนี้"),
    "{}, to {}: {}": "{} เป็น {}: {}",
    "look which is right, and write that": "ดูว่าค่าใดถูก แล้วเขียนค่านั้น",
    "{}: {} was changed since the workbook was made, and stays {}": (
        "{}: {} ถูกแก้หลังจากทำสมุดงานนี้ และคงเป็น {}"
    ),
}

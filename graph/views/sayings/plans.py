"""Of the rows of plans and digests that come back: what they lack, repeat or no longer fit."""

PLANS = {
    "{:,} row": "{:,} แถว",
    "{:,} rows": "{:,} แถว",
    "{:,} cell": "{:,} เซลล์",
    "{:,} cells": "{:,} เซลล์",
    "the sources would have an error: {}": "แหล่งข้อมูลจะมีข้อผิดพลาด: {}",
    # Sheets and columns.
    "the hidden row of names is missing or changed: fill in the workbook as it was made": (
        "แถวชื่อคอลัมน์ที่ซ่อนไว้หายไปหรือถูกแก้: กรอกในสมุดงานตามที่ได้รับ"
    ),
    "the sheet is not of the plan: its {} are not read": "แผ่นงานนี้ไม่ใช่ของแผน: ไม่ได้อ่าน {}",
    "column {} stands twice, and says {} at {}: keep one of the two": (
        "มีคอลัมน์ {0} สองคอลัมน์ และที่ {2} เขียนว่า {1}: เก็บไว้คอลัมน์เดียว"
    ),
    "{} is not of the plan: its {} from here on are not read": (
        "{}ไม่ใช่ของแผน: ไม่ได้อ่าน {} ตั้งแต่ตรงนี้"
    ),
    "the column {}": "คอลัมน์ {}",
    "a column without a name": "คอลัมน์ที่ไม่มีชื่อ",
    "a row of sums, which is not read": "แถวยอดรวม ไม่ได้อ่าน",
    "a comment, which is not read: {}": "ความคิดเห็น ไม่ได้อ่าน: {}",
    "{} stands in {}, which is only for reading: it is not taken; {}": (
        "{} อยู่ใน {} ซึ่งมีไว้ให้อ่านเท่านั้น จึงไม่รับ; {}"
    ),
    "figures that are reached come with `policytrace import tracker`": (
        "ผลที่ทำได้นำเข้าด้วย `policytrace import tracker`"
    ),
    "change it in the sheet of key results": "แก้ในแผ่นงานผลลัพธ์สำคัญ",
    "{} percent is less than one: write {} if that is meant": (
        "ร้อยละ {0} น้อยกว่าหนึ่ง: ถ้าหมายถึง {1} ให้เขียน {1}"
    ),
    # Rows.
    "{} needs {} ({}): fill it in": "{}ต้องมี {} ({}): กรอกให้ครบ",
    "a new {} with nothing but a title: if it is a heading, empty the row": (
        "{}ใหม่ที่มีแต่ชื่อ: ถ้าเป็นหัวข้อให้ล้างแถวนี้"
    ),
    "it is not told whose new {} this is: give {}": "ไม่ทราบว่า{}ใหม่นี้เป็นของใคร: ใส่ {}",
    "its title is that of {}: write the id of the one that is meant": (
        "ชื่อนี้เป็นชื่อของ {}: เขียนรหัสของรายการที่หมายถึง"
    ),
    "a row of this title stands also at {}: keep one of the two": (
        "มีแถวชื่อเดียวกันที่ {}: เก็บไว้แถวเดียว"
    ),
    "read as {}, which has this title and stands in this place": ("อ่านเป็น {} ซึ่งมีชื่อนี้และอยู่ในตำแหน่งนี้"),
    "a part of a target needs {}: fill it in, or empty the row": (
        "การแบ่งค่าเป้าหมายต้องมี {}: กรอกให้ครบ หรือล้างแถวนี้"
    ),
    "{} does not say which: choose one": "{} ไม่ได้บอกว่ารายการใด: เลือกหนึ่งรายการ",
    "the row says that it is another unit's: it is not read; empty its last column": (
        "แถวนี้ระบุว่าเป็นของหน่วยงานอื่น จึงไม่ได้อ่าน; ล้างคอลัมน์สุดท้าย"
    ),
    "is changed in a row of another unit, where nothing is read": ("แก้ในแถวของหน่วยงานอื่น ซึ่งไม่ได้อ่าน"),
    "{} {} has no row any more: it stays in the sources": ("{} {} ไม่มีแถวแล้ว: ยังคงอยู่ในแหล่งข้อมูล"),
    "{} is to have another {} at {}: keep one of the two": (
        "ที่ {2} ให้ {0} มี {1} เป็นอย่างอื่น: เก็บไว้อย่างเดียว"
    ),
    "it names the new item of a row that is refused, at {}: mend that row": (
        "แถวนี้อ้างถึงรายการใหม่ของแถวที่ไม่รับ ที่ {}: แก้แถวนั้น"
    ),
    "the plan of {} for {}": "แผนของ {} ปี {}",
    "{} is not of {}, and changes all the same: is it meant?": (
        "{} ไม่ได้อยู่ใน{} แต่ถูกแก้ด้วย: ตั้งใจหรือไม่"
    ),
    # Digests.
    "the hidden row of names is missing: answer in the digest as it was sent": (
        "แถวชื่อคอลัมน์ที่ซ่อนไว้หายไป: ตอบในสมุดงานตามที่ได้รับ"
    ),
    "the sheet is not of the digest: read its {}": ("แผ่นงานนี้ไม่ใช่ของสมุดงานที่ส่งให้: อ่าน {} ด้วยตนเอง"),
    "'{}' (beside {})": "'{}' (ข้าง {})",
    "{} (in a row of its own)": "{} (ในแถวต่างหาก)",
    "{} stands in a row without a finding: copy whole rows": ("{} อยู่ในแถวที่ไม่มีข้อค้นพบ: คัดลอกทั้งแถว"),
    "'{}' is no longer in the sources": "'{}' ไม่อยู่ในแหล่งข้อมูลแล้ว",
    "{} is not asked of {}: delete it": "ไม่ได้ถาม {} ใน {}: ลบออก",
    "{} is a number or a date: write the id of a {} as text": (
        "{} เป็นตัวเลขหรือวันที่: เขียนรหัสของ{}เป็นข้อความ"
    ),
    "{} is several states: choose one": "{} มีหลายสถานะ: เลือกสถานะเดียว",
    "a day without a state: choose the state beside it": "มีวันที่แต่ไม่มีสถานะ: เลือกสถานะข้างกัน",
    "{}_on is {} in the sources: mend it there, or leave it": (
        "{}_on ในแหล่งข้อมูลคือ {}: แก้ที่นั่น หรือคงไว้"
    ),
    "{} is after {}, so it has not been yet: write when it was": (
        "{} อยู่หลัง {} จึงยังไม่เกิดขึ้น: เขียนวันที่เกิดขึ้นจริง"
    ),
    "withdrawn on {}, which has no field in the sources": ("ถอนเมื่อ {} ซึ่งไม่มีที่เก็บในแหล่งข้อมูล"),
    "a waiver needs {} too: fill in both cells": "การยกเว้นต้องมี{}ด้วย: กรอกทั้งสองเซลล์",
    "a last day": "วันสุดท้าย",
    "a reason": "เหตุผล",
    "the reason has more than {:,} characters: write it shorter": (
        "เหตุผลยาวเกิน {:,} ตัวอักษร: เขียนให้สั้นลง"
    ),
    "{} is past: write a later day, or leave it out": ("{} ผ่านไปแล้ว: เขียนวันหลังจากนี้ หรือเว้นไว้"),
    "the finding is mended and waived at once: keep one of the two": (
        "ข้อค้นพบนี้ถูกแก้และยกเว้นพร้อมกัน: เก็บไว้อย่างเดียว"
    ),
    "{} is answered otherwise at {}: keep one": "{} ได้รับคำตอบต่างกันที่ {}: เก็บไว้คำตอบเดียว",
    "{} does not stand any more": "{} ไม่มีแล้ว",
    "look at the item, and change it by hand if this is still meant": (
        "ดูรายการนั้น ถ้ายังต้องการให้แก้เอง"
    ),
    "with this answer {0} still stands: `policytrace why {0}` says why": (
        "แม้ตอบแล้ว {0} ก็ยังอยู่: ดูเหตุผลด้วย `policytrace why {0}`"
    ),
    "{} was changed since the digest of {}: compare it with the patch": (
        "{} ถูกแก้หลังจากสมุดงานของวันที่ {}: เทียบกับการแก้ไขนี้"
    ),
}

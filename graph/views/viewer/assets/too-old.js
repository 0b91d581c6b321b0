// Runs before all else, and is written so that a browser of any age can read it: one that cannot show the page says so.
(function () {
  var isDark = window.matchMedia && window.matchMedia("(prefers-color-scheme: dark)").matches;
  if (isDark) document.documentElement.setAttribute("data-theme", "dark"); // So that nothing flashes.
  var sentences = [
    ["th", "เบราว์เซอร์นี้แสดงหน้านี้ไม่ได้ โปรดเปิดไฟล์นี้ด้วย Chrome, Edge, Firefox หรือ Safari รุ่นปัจจุบัน"],
    ["en", "This browser cannot show this page. Please open the file in a current Chrome, Edge, Firefox or Safari."]
  ];

  function refuse() {
    var place = document.getElementById("app");
    var waiting = place.firstChild;
    if (!waiting || waiting.className !== "loading") return; // The page has begun, and tells of its errors itself.
    place.removeChild(waiting);
    for (var i = 0; i < sentences.length; i += 1) {
      var sentence = document.createElement("p");
      sentence.className = "failure";
      sentence.lang = sentences[i][0];
      sentence.appendChild(document.createTextNode(sentences[i][1]));
      place.appendChild(sentence);
    }
    document.documentElement.setAttribute("data-too-old", "");
  }

  var isNew = typeof DecompressionStream === "function" && typeof Intl === "object" && typeof Intl.Segmenter === "function"
    && typeof Array.prototype.at === "function" && typeof Blob === "function" && typeof Blob.prototype.stream === "function";
  if (!isNew) refuse();
  window.addEventListener("error", refuse); // Such as of a script that it cannot read.
})();

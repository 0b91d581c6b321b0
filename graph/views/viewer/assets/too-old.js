// Runs before all else, and is written so that a browser of any age can read it: one that is too old for the page says so.
(function () {
  var isNew = typeof DecompressionStream === "function" && typeof Intl === "object" && typeof Intl.Segmenter === "function"
    && typeof Array.prototype.at === "function" && typeof Blob === "function" && typeof Blob.prototype.stream === "function";
  if (isNew) return;
  var place = document.getElementById("app");
  var sentences = [
    ["th", "เบราว์เซอร์นี้เก่าเกินไปสำหรับหน้านี้ โปรดเปิดไฟล์นี้ด้วย Chrome, Edge, Firefox หรือ Safari รุ่นปัจจุบัน"],
    ["en", "This browser is too old for this page. Please open the file in a current Chrome, Edge, Firefox or Safari."]
  ];
  place.removeChild(place.firstChild);
  for (var i = 0; i < sentences.length; i += 1) {
    var sentence = document.createElement("p");
    sentence.className = "failure";
    sentence.lang = sentences[i][0];
    sentence.appendChild(document.createTextNode(sentences[i][1]));
    place.appendChild(sentence);
  }
  document.documentElement.setAttribute("data-too-old", "");
})();

# ٹرمینل۔
console-welcome = Division Bell۔ ‎/help لکھیں، مکمل کرنے کے لیے Tab، بٹن دبانے کے لیے نمبر، نکلنے کے لیے Ctrl-D۔

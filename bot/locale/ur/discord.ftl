# صرف Discord پر۔
discord-alone = جواب صرف آپ کے لیے ہے۔ ابھی آتا ہے۔

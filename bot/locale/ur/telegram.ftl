# صرف Telegram پر۔
telegram-plain-text = میں کمانڈ کا جواب دیتا ہوں۔ ‎/help بتاتا ہے کہ کیا پوچھا جا سکتا ہے۔
telegram-private = یہ جواب صرف آپ کے لیے ہے۔ پڑھنے کے لیے ہماری چیٹ کھولیں۔
telegram-private-open = ہماری چیٹ کھولیں
telegram-private-sent = آپ کو ہماری نجی چیٹ میں بھیج دیا گیا۔

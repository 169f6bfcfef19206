# Only on Discord.
discord-alone = The answer is for you alone. It follows.
discord-file = A file to send along
discord-yes = yes
discord-no = no
discord-no-code = There is no code in this message. A card ends in one: six signs, such as K7Q2F9. A picture’s code has to be typed after /check.
discord-form-late = That took me too long to open the form. The button opens it.
discord-form-open = Open the form
discord-hello-title = Good day.
discord-hello = I answer with results and quotations of parliaments, each with its source and its date. Type / to see what you can ask; /help explains it.
discord-hello-known = What I show here is put right here when it turns out to be wrong. What nobody asked for I post only where somebody asks me to follow it.
discord-outdated = This is not offered any more. /help shows what is.
discord-file-too-large = This file is larger than { $kilobytes } kB. Please send a smaller one.

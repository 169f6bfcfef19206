# Only on Discord.
discord-alone = The answer is for you alone. It follows.

# The terminal.
console-welcome = Division Bell. Type /help, press Tab to complete, a number to press a button, Ctrl-D to leave.

# What this is, and help.
start-title = Division Bell
start-what = I answer with results and quotations of parliaments. Every figure comes with its source and its date, and sources that disagree stand side by side.
start-how = What a source does not say, I do not say either. Each card has a code that stands for exactly what it showed.
start-help = Begin with a button, or type /help to see everything you can ask.
help-title = What you can ask
help-more = /help and the name of a command explains it, with examples.
help-required = needed
help-optional = as you like
help-example = For example:

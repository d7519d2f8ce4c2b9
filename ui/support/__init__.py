"""What pages share that is not a widget: work off the GUI thread, questions, printing, translations."""

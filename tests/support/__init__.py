"""What the tests share: the core, the pipeline and their rows behind one front door. No test lives here."""

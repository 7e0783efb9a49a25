"""«Hvad nu hvis?»: a form with the law's numbers and a kommune's deeds; the answer is figures and names no person."""

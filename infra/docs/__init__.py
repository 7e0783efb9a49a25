"""Documents for those who run, ask and build on Fokusvagt; and what in them is made from the code."""

"""Is a letter to the teacher (F21)."""

Dear professor,
I had no time for the honest(x) and attack(x) functions.

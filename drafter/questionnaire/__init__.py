"""Questions and answers: types, answer sets, what follows from them, and what is still to be asked."""

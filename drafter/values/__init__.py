"""How values are printed: money, dates, percentages, durations, in both languages."""

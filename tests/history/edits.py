"""Edits of an event of any kind, and how they are told: in the notice's title, in a sentence."""

from .kinds import ALSO, DAY, DAYS, EXCEPT, MONTH, NIGHT, SERIES, TIMED, WEEKLY, edit, occurrence

TOLD: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "days",
        DAYS,
        edit(DAYS, ("26-11-26", "26-11-27")),
        "Moved: Seminar — from 25–26 November to 25–27 November 2026",
        "Moved from 25–26 November to 25–27 November 2026.",
    ),
    (
        "a time",
        DAY,
        edit(DAY, ("11-25", "11-25 10:00")),
        "Time set: Seminar — 25 November 2026, 10:00 (Zurich time)",
        "The time is set: 25 November 2026, 10:00 (Zurich time).",
    ),
    (
        "no time",
        TIMED,
        edit(TIMED, (" 19:30\nend: 21:00", "")),
        "New time: Seminar — 4 December 2026",
        "Previously: 4 December 2026, 19:30–21:00 (Zurich time). Now: 4 December 2026.",
    ),
    (
        "another time of day",
        TIMED,
        edit(TIMED, ("19:30", "18:00")),
        "New time: Seminar — 4 December 2026, 18:00–21:00 (Zurich time)",
        "New time on 4 December 2026: 18:00–21:00 (Zurich time) instead of 19:30–21:00.",
    ),
    (
        "another zone",
        TIMED,
        f"{TIMED}timezone: Europe/Athens\n",
        "New time: Seminar — 4 December 2026, 19:30–21:00 (Athens time)",
        (
            "New time on 4 December 2026: 19:30–21:00 (Athens time) instead of "
            "19:30–21:00 (Zurich time)."
        ),
    ),
    (
        "another day",
        TIMED,
        edit(TIMED, ("12-04", "12-11")),
        "Moved: Seminar — from 4 December to 11 December 2026, 19:30–21:00 (Zurich time)",
        "Moved from 4 December to 11 December 2026, 19:30–21:00 (Zurich time).",
    ),
    (
        "another year and hour",
        TIMED,
        edit(TIMED, ("2026-12-04 19:30", "2027-01-08 19:00")),
        (
            "Moved: Seminar — from 4 December 2026, 19:30–21:00, to "
            "8 January 2027, 19:00–21:00 (Zurich time)"
        ),
        "Moved from 4 December 2026, 19:30–21:00, to 8 January 2027, 19:00–21:00 (Zurich time).",
    ),
    (
        "another end of the night",
        NIGHT,
        edit(NIGHT, ("02:00", "03:00")),
        "New time: Seminar — 4 December 2026, 22:00 – 5 December 2026, 03:00 (Zurich time)",
        (
            "Previously: 4 December 2026, 22:00 – 5 December 2026, 02:00 (Zurich time). "
            "Now: 4 December 2026, 22:00 – 5 December 2026, 03:00 (Zurich time)."
        ),
    ),
    (
        "a date for a month",
        MONTH,
        edit(MONTH, ("09", "09-14")),
        "Date set: Seminar — 14 September 2026",
        "The date is set: 14 September 2026.",
    ),
    (
        "a time for none",
        edit(MONTH, ("2026-09", "tbc")),
        edit(MONTH, ("09", "09-14 10:00")),
        "Date set: Seminar — 14 September 2026, 10:00 (Zurich time)",
        "The date is set: 14 September 2026, 10:00 (Zurich time).",
    ),
    (
        "another month",
        MONTH,
        edit(MONTH, ("09", "10")),
        "New dates: Seminar — October 2026, date to be confirmed",
        "Previously: September 2026, date to be confirmed. Now: October 2026, date to be confirmed.",
    ),
    (
        "no date any more",
        DAY,
        edit(DAY, ("2026-11-25", "tbc")),
        "Date withdrawn: Seminar — 25 November 2026",
        "Previously: 25 November 2026. Now: date to be confirmed.",
    ),
    (
        "put off to a month",
        DAY,
        edit(DAY, ("2026-11-25", "2027-02")) + "status: postponed\n",
        "Postponed: Seminar — February 2027, date to be confirmed",
        "Postponed. Previously: 25 November 2026. Now: February 2027, date to be confirmed.",
    ),
    (
        "put off and moved",
        TIMED,
        edit(TIMED, ("12-04", "12-11")) + "status: postponed\n",
        "Postponed: Seminar — from 4 December to 11 December 2026, 19:30–21:00 (Zurich time)",
        "Postponed from 4 December to 11 December 2026, 19:30–21:00 (Zurich time).",
    ),
    (
        "called off",
        TIMED,
        f"{TIMED}status: cancelled\n",
        "Cancelled: Seminar — 4 December 2026, 19:30–21:00 (Zurich time)",
        "Cancelled. It was to be held on 4 December 2026, 19:30–21:00 (Zurich time).",
    ),
    (
        "on again on another day",
        f"{DAY}status: cancelled\n",
        edit(DAY, ("11-25", "12-02")),
        "Going ahead again: Seminar — 2 December 2026",
        "Going ahead again, on 2 December 2026.",
    ),
    (
        "moved though it is off",
        f"{DAY}status: cancelled\n",
        edit(DAY, ("11-25", "12-02")) + "status: cancelled\n",
        "Cancelled: Seminar — 2 December 2026",
        "Cancelled. It was to be held on 2 December 2026.",
    ),
    (
        "made a series",
        DAY,
        WEEKLY,
        "New dates: Seminar — every week on Wednesday, from 25 November 2026",
        "It is now held every week on Wednesday, from 25 November 2026.",
    ),
    (
        "held once",
        WEEKLY,
        DAY,
        "New dates: Seminar — 25 November 2026",
        "It is now held once: 25 November 2026.",
    ),
    (
        "a series given up",
        WEEKLY,
        edit(DAY, ("2026-11-25", '"2027"')),
        "Date withdrawn: Seminar — every week on Wednesday, from 25 November 2026",
        (
            "Previously: every week on Wednesday, from 25 November 2026. "
            "Now: 2027, date to be confirmed."
        ),
    ),
    (
        "another rule",
        SERIES,
        edit(SERIES, ("2027-06-30", "2026-12-31")),
        (
            "New dates: Seminar — every month on the second Tuesday, "
            "from 10 March 2026 to 8 December 2026, 09:30–11:00 (Zurich time)"
        ),
        (
            "It is now held every month on the second Tuesday, "
            "from 10 March 2026 to 8 December 2026, 09:30–11:00 (Zurich time)."
        ),
    ),
    (
        "another rule and an exception",
        SERIES,
        edit(EXCEPT, ("2027-06-30", "2026-12-31")),
        (
            "New dates: Seminar — every month on the second Tuesday, "
            "from 10 March 2026 to 8 December 2026, 09:30–11:00 (Zurich time)"
        ),
        (
            "It is now held every month on the second Tuesday, "
            "from 10 March 2026 to 8 December 2026, 09:30–11:00 (Zurich time). Not on 11 August 2026."
        ),
    ),
    (
        "other hours of a series with an exception",
        EXCEPT,
        edit(EXCEPT, ("09:30", "10:00")),
        (
            "New dates: Seminar — every month on the second Tuesday, "
            "from 10 March 2026 to 8 June 2027, 10:00–11:00 (Zurich time)"
        ),
        (
            "It is now held every month on the second Tuesday, "
            "from 10 March 2026 to 8 June 2027, 10:00–11:00 (Zurich time)."
        ),
    ),
    (
        "an exception",
        SERIES,
        EXCEPT,
        "Cancelled: Seminar — 11 August 2026",
        "Not on 11 August 2026.",
    ),
    (
        "an exception taken back",
        EXCEPT,
        SERIES,
        "Going ahead again: Seminar — 11 August 2026",
        "Held as planned on 11 August 2026.",
    ),
    (
        "many exceptions",
        SERIES,
        edit(EXCEPT, ("[2026-08-11]", "[2026-04-14, 2026-05-12, 2026-06-09, 2026-07-14]")),
        (
            "New dates: Seminar — every month on the second Tuesday, "
            "from 10 March 2026 to 8 June 2027, 09:30–11:00 (Zurich time)"
        ),
        "Not on 14 April 2026, 12 May 2026, 9 June 2026 and 14 July 2026.",
    ),
    (
        "an addition",
        SERIES,
        ALSO,
        "New dates: Seminar — 15 September 2026",
        "Also on 15 September 2026.",
    ),
    (
        "an addition at another hour",
        SERIES,
        edit(ALSO, ("09-15", "09-15 14:00")),
        "New dates: Seminar — 15 September 2026, 14:00–15:30 (Zurich time)",
        "Also on 15 September 2026, 14:00–15:30 (Zurich time).",
    ),
    (
        "another hour of an addition",
        ALSO,
        edit(ALSO, ("09-15", "09-15 14:00")),
        "New time: Seminar — 15 September 2026, 14:00–15:30 (Zurich time)",
        "New time on 15 September 2026: 14:00–15:30 (Zurich time) instead of 09:30–11:00.",
    ),
    (
        "an addition taken back",
        ALSO,
        SERIES,
        "Cancelled: Seminar — 15 September 2026",
        "Not on 15 September 2026.",
    ),
    (
        "an exception and an addition",
        SERIES,
        edit(EXCEPT, ("[2026-08-11]", "[2026-08-11]\n  also: [2026-08-18]")),
        "New dates: Seminar — Not on 11 August 2026. Also on 18 August 2026",
        "Not on 11 August 2026. Also on 18 August 2026.",
    ),
    (
        "an occurrence moved",
        SERIES,
        occurrence("2026-10-13", "start: 2026-10-14"),
        "Moved: Seminar — from 13 October to 14 October 2026, 09:30–11:00 (Zurich time)",
        "Moved from 13 October to 14 October 2026, 09:30–11:00 (Zurich time).",
    ),
    (
        "an occurrence moved again",
        occurrence("2026-10-13", "start: 2026-10-14"),
        occurrence("2026-10-13", "start: 2026-10-15"),
        "Moved: Seminar — from 14 October to 15 October 2026, 09:30–11:00 (Zurich time)",
        "Moved from 14 October to 15 October 2026, 09:30–11:00 (Zurich time).",
    ),
    (
        "an occurrence moved back",
        occurrence("2026-10-13", "start: 2026-10-14"),
        SERIES,
        "Moved: Seminar — from 14 October to 13 October 2026, 09:30–11:00 (Zurich time)",
        "Moved from 14 October to 13 October 2026, 09:30–11:00 (Zurich time).",
    ),
    (
        "an occurrence put off and moved",
        SERIES,
        occurrence("2026-10-13", "start: 2026-10-14, status: postponed"),
        "Postponed: Seminar — from 13 October to 14 October 2026, 09:30–11:00 (Zurich time)",
        "Postponed from 13 October to 14 October 2026, 09:30–11:00 (Zurich time).",
    ),
    (
        "an occurrence put off",
        SERIES,
        occurrence("2026-10-13", "status: postponed"),
        "Postponed: Seminar — 13 October 2026",
        "The event on 13 October 2026 is postponed.",
    ),
    (
        "an occurrence called off",
        SERIES,
        occurrence("2026-10-13", "status: cancelled"),
        "Cancelled: Seminar — 13 October 2026",
        "The event on 13 October 2026 is cancelled.",
    ),
    (
        "a moved occurrence called off",
        occurrence("2026-10-13", "start: 2026-10-14"),
        occurrence("2026-10-13", "start: 2026-10-14, status: cancelled"),
        "Cancelled: Seminar — 14 October 2026",
        "The event on 14 October 2026 is cancelled.",
    ),
    (
        "an occurrence on again",
        occurrence("2026-10-13", "status: cancelled"),
        SERIES,
        "Going ahead again: Seminar — 13 October 2026",
        "Held as planned on 13 October 2026.",
    ),
    (
        "a title and a place of one occurrence",
        SERIES,
        occurrence("2026-10-13", "title: Visit, location: Bern"),
        "Changed: Seminar — 13 October 2026",
        "On 13 October 2026: “Visit”, Bern.",
    ),
    (
        "a place taken back",
        occurrence("2026-10-13", "location: Bern"),
        SERIES,
        "Changed: Seminar — 13 October 2026",
        "Details changed for 13 October 2026.",
    ),
    (
        "a doubtful occurrence",
        SERIES,
        occurrence("2026-10-13", "status: tentative"),
        "Changed: Seminar — 13 October 2026",
        "On 13 October 2026: tentative.",
    ),
)
"""What an edit is, the event before and after, the title of the notice, the sentence."""

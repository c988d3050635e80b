"""Numbers that stand in the code on purpose, by reason. What a person who runs Weft, or a network, might want
otherwise is not among them: that belongs into config.py or a policy."""

from __future__ import annotations

# Folders and rooms whose numbers are not limits of an installation.
ALLOWED_FOLDERS: dict[str, str] = {
    "app/matching/": "the arithmetic of a pure optimiser; its weights and quotas come with each problem",
    "app/web/region_map/": "the geometry of a drawing",
    "app/grants/funding/imports/": "what formats of files say, and how far a heading is looked for",
    "app/example/": "an invented network",
    "app/membership/policy.py": "what a policy means that was published before it said so",
}

ALLOWED: dict[str, frozenset[str]] = {
    "what a pair is worth in the plan of reviewers: only how they compare matters": frozenset(
        {
            "app/grants/reviews/matching.py:ANYBODY",
            "app/grants/reviews/matching.py:INFEASIBLE",
            "app/grants/reviews/matching.py:KNOWS_THE_REGION",
            "app/grants/reviews/matching.py:LOAD_WEIGHT",
            "app/grants/reviews/matching.py:READS_THE_LANGUAGE",
        }
    ),
    "what a column, a database or a format can hold: another number is a migration": frozenset(
        {
            "app/accounts/rules.py:SIGN_IN_NAME_MAX",
            "app/accounts/rules.py:SIGN_IN_NAME_MIN",
            "app/documents/rules/check.py:LONGEST_NAME",
            "app/grants/calls/rules.py:THE_MINUTE",
            "app/grants/publishing/services/history.py:LONGEST_NAME",
            "app/kernel/ids.py:DIGITS",
            "app/kernel/paging.py:LARGEST_KEY",
            "app/kernel/paging.py:LONGEST_CURSOR",
            "app/kernel/text.py:LONGEST_KEY",
            "app/kernel/text.py:LONGEST_WORD",
            "app/organisations/services/listing.py:SUMMARY_LENGTH",
            "app/questionnaires/types/numbers.py:LARGEST_FIGURE",
            "app/web/forms.py:LONGEST_NUMBER",
            "app/web/interrupted_posts.py:LONGEST_PATH",
        }
    ),
    "far more than anybody writes, so that nothing endless is taken in": frozenset(
        {
            "app/accounts/forms.py:TYPED_AT_MOST",
            "app/casework/forms.py:LONGEST_NOTE",
            "app/membership/forms/applying.py:LONGEST_LINES",
            "app/membership/forms/verdicts.py:LONGEST_REASON",
            "app/membership/forms/working.py:LONG",
            "app/organisations/forms/office.py:LONGEST_REASON",
            "app/questionnaires/conditions.py:DEEPEST",
            "app/questionnaires/number_format.py:LONGEST",
            "app/questionnaires/types/base.py:LONGEST_TEXT",
            "app/questionnaires/types/tables.py:MOST_COLUMNS",
            "app/questionnaires/types/tables.py:MOST_ROWS",
            "app/web/list_page/state.py:LONGEST_SEARCH",
        }
    ),
    "what the formats of files say, and marks by which a bomb is told from a document": frozenset(
        {
            "app/documents/rules/archives.py:END_LENGTH",
            "app/documents/rules/archives.py:LARGEST_DIRECTORY",
            "app/documents/rules/archives.py:LARGEST_PART",
            "app/documents/rules/archives.py:LARGEST_RATIO",
            "app/documents/rules/archives.py:LOCAL_HEADER_LENGTH",
            "app/documents/rules/archives.py:MEGABYTE",
            "app/documents/rules/archives.py:MOST_ENTRIES",
            "app/documents/rules/check.py:HEAD",
            "app/documents/rules/images.py:MOST_SCANS",
            "app/documents/rules/images.py:QUALITY",
            "app/grants/publishing/standards/checks.py:FIRST_YEAR",
            "app/grants/publishing/standards/checks.py:LARGEST",
            "app/grants/publishing/standards/checks.py:LONGEST_ID",
            "app/grants/publishing/standards/giving.py:LONGEST_TITLE",
            "app/grants/publishing/standards/reading.py:MOST_PLACES",
            "app/web/filters.py:MEGABYTE",
        }
    ),
    "rows of one statement, reach of a regular job: nobody sees the difference": frozenset(
        {
            "app/accounts/jobs.py:LOOK_BACK",
            "app/documents/services.py:SWEPT_AT_ONCE",
            "app/grants/publishing/queries/past.py:CHUNK",
            "app/kernel/rotation.py:BATCH",
            "app/organisations/jobs.py:LOOK_BACK",
            "app/organisations/services/bulk.py:CHUNK",
            "app/organisations/services/listing.py:CHUNK",
        }
    ),
    "measured: memory and work of one process": frozenset(
        {
            "app/accounts/security.py:SEEN_EVERY",
            "app/casework/queries/desk.py:MOST_LOOKED_AT",
            "app/directory/queries.py:COUNTED_AT_MOST",
            "app/kernel/memory.py:MADE_BEFORE_A_LOOK",
            "app/kernel/search.py:FEW_TEXTS",
            "app/kernel/search.py:MOST_CANDIDATES",
            "app/questionnaires/reading.py:MOST_KEPT",
            "app/web/cache.py:PAGES_KEPT",
            "app/web/headers.py:PADDING_AT_MOST",
            "app/web/headers.py:SMALLEST_WORTH_PACKING",
            "app/web/list_page/counting.py:MOST_COUNTED",
            "app/web/logs.py:FRAMES_TOLD",
        }
    ),
    "tried out on names: when two of them count as alike": frozenset(
        {
            "app/kernel/search.py:CLOSE_ENOUGH",
            "app/kernel/search.py:FEWEST_LETTERS",
            "app/kernel/search.py:MOST_NEAR",
            "app/kernel/search.py:MOST_WORDS",
            "app/membership/views/secretariat.py:NEAR_ENOUGH",
        }
    ),
    "how a page is laid out": frozenset(
        {
            "app/dashboard/presenter.py:THIS_WEEK",
            "app/directory/views/landing.py:SHADES",
            "app/grants/calls/presenter/questions.py:SHOWN",
            "app/grants/funding/presenter/money.py:SCALE",
            "app/membership/presenter/summary.py:LONGEST_ABOUT",
            "app/organisations/queries/records.py:MOST_NAMESAKES",
            "app/questionnaires/types/choices.py:MOST_RADIOS",
            "app/questionnaires/types/tables.py:ROWS_ON_PAPER",
            "app/questionnaires/types/written.py:WORDS_ON_A_LINE",
            "app/web/accent.py:LEAST_CONTRAST",
            "app/web/due.py:MOST_DAYS",
            "app/web/due.py:SOON",
        }
    ),
    "a standard says so, or it is no limit": frozenset(
        {
            "app/accounts/codes.py:WINDOW",
            "app/grants/calls/presenter/feeds.py:LINE",
            "app/kernel/audit.py:GENESIS",
            "app/organisations/services/visibility.py:CONSENT_TEXT_VERSION",
            "app/web/due.py:SECONDS_IN_A_DAY",
            "app/web/errors.py:FIRST_OF_OURS",
            "app/web/posted_words.py:SHORTEST_WORTH_KEEPING",
        }
    ),
}

# The beginnings of sentences that may say a number with its unit, and why.
ALLOWED_WORDS: dict[str, str] = {
    "Six digits. A new code appears every 30 seconds.": "every authenticator app works so (RFC 6238)",
    "Every page works without scripts, from a width of 320 pixels": "what WCAG 2.2 asks, and tests hold",
    "Sign in to accept it, or open an account first: it takes two minutes.": "how long people take, no limit",
}

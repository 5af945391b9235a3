-- A line is one text, whatever is in it, and its number is that in the file, blank lines counted. What ends in .gz is unpacked.
create or replace file format lines_of_text
    type = csv
    compression = auto
    field_delimiter = none
    record_delimiter = '\n'
    skip_header = 0
    skip_blank_lines = false
    trim_space = false
    escape = none
    escape_unenclosed_field = none
    field_optionally_enclosed_by = none
    null_if = ()
    empty_field_as_null = false
    replace_invalid_characters = true;

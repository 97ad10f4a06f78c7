CREATE TABLE readings (
    station integer NOT NULL,
    taken   date    NOT NULL,
    value   numeric(8, 2) NOT NULL,
    notes   varchar(80),
    PRIMARY KEY (station, taken)
);

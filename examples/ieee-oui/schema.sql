-- One row for each block of MAC addresses that the IEEE has assigned.
CREATE TABLE oui (
    registry             VARCHAR(10)  NOT NULL,
    assignment           VARCHAR(10)  PRIMARY KEY,
    organization_name    VARCHAR(300) NOT NULL,
    organization_address VARCHAR(500)
);

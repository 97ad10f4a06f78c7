-- The products of a small shop.
CREATE TABLE products (
    sku   VARCHAR(20)   PRIMARY KEY,
    name  VARCHAR(100)  DEFAULT 'unnamed' NOT NULL,
    price NUMERIC(10,2),
    stock INTEGER       DEFAULT 0 NOT NULL
);

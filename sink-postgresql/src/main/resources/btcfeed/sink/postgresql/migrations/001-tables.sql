-- Trades, each once. The key is also what a reader compares with a venue's own records.
CREATE TABLE btc_ticks (
  id_ms            bigint  NOT NULL,
  id_seq           bigint  NOT NULL,
  venue            text    NOT NULL,
  symbol           text    NOT NULL,
  trade_id         text    NOT NULL,
  price            numeric NOT NULL,
  quantity         numeric NOT NULL,
  side             text    NOT NULL,
  exchange_time_us bigint  NOT NULL,
  receive_time_us  bigint  NOT NULL,
  origin           text    NOT NULL,
  epoch            bigint  NOT NULL,
  PRIMARY KEY (venue, symbol, trade_id)
);

-- For readers that continue after an id, and for the removal of rows after an id.
CREATE INDEX btc_ticks_id ON btc_ticks (id_ms, id_seq);

-- Rows arrive nearly in the order of time, so a summary per block range is enough and costs nothing.
CREATE INDEX btc_ticks_time ON btc_ticks USING brin (exchange_time_us) WITH (pages_per_range = 32);

CREATE TABLE btc_gaps (
  id_ms    bigint NOT NULL,
  id_seq   bigint NOT NULL,
  venue    text   NOT NULL,
  symbol   text   NOT NULL,
  from_id  bigint,
  to_id    bigint,
  since_us bigint NOT NULL,
  until_us bigint NOT NULL,
  state    text   NOT NULL,
  trades   bigint NOT NULL,
  epoch    bigint NOT NULL,
  PRIMARY KEY (id_ms, id_seq)
);

-- One row: a schema belongs to one sink, because a sink removes rows by their id.
CREATE TABLE btc_sink (
  one            boolean     PRIMARY KEY DEFAULT true CHECK (one),
  name           text        NOT NULL,
  cursor         text        NOT NULL,
  epoch          bigint      NOT NULL,
  claim          bigint      NOT NULL,
  writer         text        NOT NULL,
  writer_pid     integer     NOT NULL,
  writer_started timestamptz NOT NULL,
  claimed_at     timestamptz NOT NULL
) WITH (fillfactor = 20);

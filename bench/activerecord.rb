# activerecord.rb DATABASE URL INPUT.CSV: upsert_all of Rails, a thousand rows a
# call. It refuses a key that comes twice in a call on PostgreSQL, so that each
# chunk is made unique first.
require "active_record"
require "csv"

database, url, path = ARGV
ActiveRecord::Base.establish_connection(
  case database
  when "postgresql"
    fields = url.split.to_h { |pair| pair.split("=", 2) }
    { adapter: "postgresql", host: fields["host"], port: fields["port"],
      username: fields["user"], password: fields["password"], database: fields["dbname"] }
  when "sqlite"
    { adapter: "sqlite3", database: url }
  else
    user, password, host, port, name = url.match(/(.*):(.*)@(.*):(.*)\/(.*)/).captures
    { adapter: "mysql2", host: host, port: port.to_i, username: user, password: password,
      database: name, encoding: "utf8mb4" }
  end
)

class Item < ActiveRecord::Base
  self.primary_key = nil
end

unique = database == "postgresql" || database == "sqlite" ? { unique_by: %i[tenant sku] } : {}
Item.transaction do
  CSV.foreach(path, headers: true).each_slice(1000) do |rows|
    chunk = {}
    rows.each do |row|
      fields = row.to_h.transform_values { |value| value.nil? || value.empty? ? nil : value }
      chunk[[row["tenant"], row["sku"]]] = fields
    end
    Item.upsert_all(chunk.values, **unique)
  end
end

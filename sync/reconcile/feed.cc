#include "sync/reconcile/feed.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "sync/reconcile/ingest.h"
#include "sync/record/planted.h"

namespace reconcile {
namespace {

using changeset::Entry;
using changeset::Op;
using record::RecordId;

// Plain bytes that pack into about one.
constexpr size_t kPackedFraction = 4;
constexpr size_t kOpBytes = 8;  // what an op costs besides its value

size_t bytes_of(const Op& op) {
  if (const auto* edit = std::get_if<changeset::TextEdit>(&op.what)) {
    size_t bytes = kOpBytes;
    for (const record::Splice& splice : edit->splices) bytes += splice.insert.size() + kOpBytes;
    return bytes;
  }
  const record::Value& value = std::get<record::Value>(op.what);
  const auto* raw = std::get_if<base::Bytes>(&value);
  return kOpBytes + record::utf8_of(value).size() + (raw ? raw->size() : 0);
}
size_t bytes_of(const Entry& entry) {
  size_t bytes = kOpBytes;
  for (const Op& op : entry.ops) bytes += bytes_of(op);
  return bytes;
}

struct Row {
  uint64_t sequence = 0;
  FeedRow feed;
  bool operator<(const Row& other) const { return sequence < other.sequence; }
};

class Collector {
 public:
  Collector(const TableReader& table, const Policy& policy, const Asked& asked, const changeset::Library& library, Told& out)
      : table_(table), policy_(policy), asked_(asked), library_(library), out_(out), left_(asked.bytes_max * kPackedFraction) {}

  base::Status collect(const DeviceRow& row, uint64_t last_sequence) {
    end_ = last_sequence;
    TRY_DO(find_buckets());
    out_.ahead = to_fill_.size();
    for (const RecordId& bucket : buckets_) TRY_DO(scan(bucket));
    std::stable_sort(rows_.begin(), rows_.end());
    TRY_DO(tell_rows());
    std::stable_sort(out_.feed.begin(), out_.feed.end(), [](const Entry& a, const Entry& b) { return a.sequence < b.sequence; });
    out_.cursor = end_;
    out_.more = end_ < last_sequence;
    out_.grants = asked_.grants;
    if (out_.more) return {};  // whole records are as of the end of the feed
    for (const RecordId& id : asked_.refetch) TRY_DO(refetch(id));
    return fill_grants(row.grants);
  }

 private:
  // Buckets whose feed the device follows. Those granted since are told whole.
  base::Status find_buckets() {
    buckets_.insert(private_bucket(asked_.device));
    granted_.insert(private_bucket(asked_.device));
    const Key prefix = Key(Kind::Granted).add64(asked_.device);
    return table_.scan(prefix, [&](base::ByteView key, base::ByteView bytes) -> base::Result<bool> {
      const uint64_t number = base::Reader(bytes).u64();
      TRY(const GrantRow grant, need_row<GrantRow>(table_, grant_key(asked_.device, number), "grant"));
      if (grant.given) granted_.insert(id_at(key, prefix.size()));
      if (grant.given && !grant.begun && number > asked_.grants && !policy_.is_everybodys(id_at(key, prefix.size()))) to_fill_.insert(number);
      if ((grant.given || planted::has(planted::Bug::TakenAwayStillTold)) && (number <= asked_.grants || grant.begun)) buckets_.insert(id_at(key, prefix.size()));
      return true;
    });
  }

  base::Status scan(const RecordId& bucket) {
    size_t read = 0;
    return table_.scan_from(feed_key(bucket, asked_.cursor + 1), Key(Kind::Feed).add(bucket), [&](base::ByteView key, base::ByteView bytes) -> base::Result<bool> {
      const uint64_t sequence = number_at_end(key);
      if (sequence > end_) return false;
      TRY(FeedRow row, decode_feed(bytes, asked_.device));
      read += bytes.size() + 256;
      const uint64_t last = sequence + row.count - 1;
      rows_.push_back({sequence, std::move(row)});
      if (read <= left_) return true;
      end_ = std::min(end_, last);
      return false;
    });
  }

  base::Status tell_rows() {
    uint64_t told = 0;
    for (Row& row : rows_) {
      if (row.sequence > end_) break;
      if (left_ == 0 && row.sequence > told) {  // rows of one sequence stay together
        end_ = planted::has(planted::Bug::CursorTooFar) ? row.sequence : told;
        break;
      }
      TRY_DO(tell(row));
      told = std::max(told, row.sequence + row.feed.count - 1);
    }
    return {};
  }

  base::Status tell(Row& row) {
    FeedRow& feed = row.feed;
    if (feed.form == FeedRow::Form::Settled) {
      out_.settled.push_back({feed.first, feed.count, row.sequence});
      for (Entry& entry : feed.entries) {
        TRY_DO(keep_to_scope(entry));
        add(std::move(entry));
      }
      return {};
    }
    if (feed.form == FeedRow::Form::Left) return tell_left(feed.record);
    if (feed.device == asked_.device) return {};
    if (feed.form == FeedRow::Form::Frame) return tell_frame(row);
    for (Entry& entry : feed.entries) add(std::move(entry));
    return {};
  }

  // What stands instead of one's own change is not for a device that has lost the record since.
  base::Status keep_to_scope(Entry& entry) const {
    for (Op& op : entry.ops) {
      TRY(const auto row, find_row<RecordRow>(table_, record_key(op.id)));
      if (!row || !granted_.count(row->bucket)) op.what = record::Value();
    }
    return {};
  }

  base::Status tell_frame(const Row& row) {
    TRY(FrameRow frame, need_row<FrameRow>(table_, frame_key(row.feed.device, row.feed.first), "frame"));
    frame.head.device = row.feed.device;
    frame.head.first = row.feed.first;
    const auto vocabulary = library_.find(frame.head.schema, {});
    if (!vocabulary) return base::fail(base::Fault::NotFound, "schema of a frame");
    TRY(std::vector<Entry> entries, decode_block(frame.block, start_of(frame.head), *vocabulary->schema));
    for (size_t i = 0; i < entries.size(); ++i) {
      entries[i].sequence = row.sequence + i;
      add(std::move(entries[i]));
    }
    return {};
  }

  base::Status tell_left(const RecordId& id) {
    TRY(const RecordRow row, need_row<RecordRow>(table_, record_key(id), "record"));
    if (!buckets_.count(row.bucket)) out_.drops.push_back(id);
    return {};
  }

  void add(Entry entry) {
    left_ -= std::min(left_, bytes_of(entry));
    out_.feed.push_back(std::move(entry));
  }

  base::Status refetch(const RecordId& id) {
    TRY(const auto row, find_row<RecordRow>(table_, record_key(id)));
    if (!row || !buckets_.count(row->bucket)) return {};
    return add_whole(id, *row);
  }

  base::Status fill_grants(uint64_t grants) {
    for (uint64_t number = asked_.grants + 1; number <= grants; ++number) {
      if (left_ == 0 && number > asked_.grants + 1) {  // one at least: whatever else was asked for, it goes on
        out_.more = true;
        return {};
      }
      TRY(const GrantRow grant, need_row<GrantRow>(table_, grant_key(asked_.device, number), "grant"));
      TRY(const uint64_t in_force, find_number(table_, granted_key(asked_.device, grant.bucket)));
      if (in_force == number && !grant.begun) TRY_DO(grant.given ? add_bucket(grant.bucket) : drop_bucket(grant.bucket));
      out_.grants = number;
      out_.ahead -= to_fill_.erase(number);
    }
    return {};
  }

  base::Status each_member(const RecordId& bucket, const std::function<base::Status(const RecordId&)>& visit) {
    const Key prefix = Key(Kind::Member).add(bucket);
    return table_.scan(prefix, [&](base::ByteView key, base::ByteView) -> base::Result<bool> {
      TRY_DO(visit(id_at(key, prefix.size())));
      return true;
    });
  }

  base::Status add_bucket(const RecordId& bucket) {
    return each_member(bucket, [&](const RecordId& id) -> base::Status {
      TRY(const RecordRow row, need_row<RecordRow>(table_, record_key(id), "record"));
      return add_whole(id, row);
    });
  }
  base::Status drop_bucket(const RecordId& bucket) {
    return each_member(bucket, [&](const RecordId& id) -> base::Status {
      out_.drops.push_back(id);
      return {};
    });
  }

  // Its time is when its id says it was made: dates and moments in it are near that.
  base::Status add_whole(const RecordId& id, const RecordRow& row) {
    int64_t made_ms = 0;
    for (int i = 0; i < 6; ++i) made_ms = made_ms << 8 | id.bytes[size_t(i)];
    const bool timed = (id.bytes[6] >> 4) == 7;
    TRY(std::vector<Op> ops, whole_record(table_, id, row.type));
    Entry entry{row.since, kHub, timed ? made_ms / 1000 : 0, {}, {}, std::move(ops)};
    left_ -= std::min(left_, bytes_of(entry));
    out_.snapshot.push_back(std::move(entry));
    return {};
  }

  const TableReader& table_;
  const Policy& policy_;
  const Asked& asked_;
  const changeset::Library& library_;
  Told& out_;
  size_t left_;
  uint64_t end_ = 0;
  std::set<RecordId> granted_, buckets_;  // buckets_: those of them it has been sent
  std::unordered_set<uint64_t> to_fill_;  // numbers of the grants of those it has not
  std::vector<Row> rows_;
};

}  // namespace

base::Result<Told> collect(const TableReader& table, const Policy& policy, const DeviceRow& row, const Asked& asked, const changeset::Library& library, uint64_t last_sequence) {
  Told told;
  TRY_DO(Collector(table, policy, asked, library, told).collect(row, last_sequence));
  return told;
}

}  // namespace reconcile

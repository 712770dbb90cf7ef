#include "tests/tools/sync_replay/week.h"

#include "platform/base/log.h"
#include "sync/reconcile/keys.h"
#include "tests/tools/sync_replay/expected.h"
#include "tests/tools/sync_replay/json_text.h"

namespace replay {
namespace {

constexpr int64_t kDayMs = 86'400'000;

struct Script {
  std::vector<record::Record> base;
  std::vector<workload::Op> week, lead;
  Records start, after_week, after_lead;
};

base::Result<Script> read(const WeekPlan& plan) {
  Script script;
  workload::Reader reader;
  workload::Visitor visitor;
  visitor.base = [&](record::Record record) {
    script.start[record.id] = record;
    script.base.push_back(std::move(record));
  };
  TRY_DO(reader.read(plan.base, visitor));
  std::vector<workload::Op>* ops = &script.week;
  visitor.base = [](record::Record) {};
  visitor.op = [&](workload::Op op) { ops->push_back(std::move(op)); };
  TRY_DO(reader.read(plan.week, visitor));
  ops = &script.lead;
  if (!plan.lead.empty()) TRY_DO(reader.read(plan.lead, visitor));
  script.after_week = script.after_lead = script.start;
  for (const workload::Op& op : script.week) TRY_DO(apply(script.after_week, op));
  for (const workload::Op& op : script.lead) TRY_DO(apply(script.after_lead, op));
  return script;
}

Json json_of(const Traffic& traffic) {
  Json out;
  out.add("bytes_up", traffic.up).add("bytes_down", traffic.down).add("bytes", traffic.up + traffic.down).add("round_trips", traffic.trips);
  if (traffic.cuts > 0) out.add("cuts", traffic.cuts);
  if (traffic.tls_up > 0) out.add("tls_bytes", traffic.tls_up + traffic.tls_down);
  if (traffic.trips > 1) out.add("records_after_first", traffic.records_after_first);
  return out.add("cpu_tablet_s", traffic.tablet_s).add("cpu_hub_s", traffic.hub_s);
}

void sum(Traffic& into, const Traffic& more) {
  into.up += more.up;
  into.down += more.down;
  into.trips += more.trips;
  into.cuts += more.cuts;
  into.wanted += more.wanted;
  into.tls_up += more.tls_up;
  into.tls_down += more.tls_down;
  into.tablet_s += more.tablet_s;
  into.hub_s += more.hub_s;
}

// The worker's ops, with a session after each day, or none.
struct Days {
  std::vector<Json> sessions;
  Traffic traffic;
  uint64_t days = 0;
};
base::Result<Days> work(Tablet& worker, const std::vector<workload::Op>& ops, bool daily, double& save_s) {
  Days out;
  int64_t day = -1;
  const auto end_day = [&]() -> base::Status {
    if (!daily || day < 0) return {};
    TRY(const Traffic traffic, worker.sync());
    sum(out.traffic, traffic);
    out.sessions.push_back(json_of(traffic));
    return {};
  };
  for (const workload::Op& op : ops) {
    if (op.unix_ms / kDayMs != day) {
      TRY_DO(end_day());
      day = op.unix_ms / kDayMs;
      ++out.days;
    }
    const Clocked clocked(save_s);
    TRY_DO(worker.save(op));
  }
  TRY_DO(end_day());
  return out;
}

}  // namespace

base::Result<std::string> play_week(const WeekPlan& plan, const changeset::Vocabulary& vocabulary) {
  TRY(const Script script, read(plan));
  if (plan.tls && plan.cut_every > 0) return base::fail(base::Fault::BadInput, "a TLS connection is not cut here");
  Town town(vocabulary, 1, plan.tls);
  Tablet& office = town.add_tablet("office");
  TRY_DO(office.save_all(script.base));
  TRY(const Traffic seeding, office.sync());
  Tablet& worker = town.add_tablet("worker");
  Tablet& lead = town.add_tablet("lead");
  Json out;
  TRY_DO(town.grant_everything(worker));
  TRY(const Traffic first, worker.sync(plan.cut_every));
  TRY_DO(town.grant_everything(lead));
  TRY_DO(lead.sync());
  double save_s = 0;
  for (const workload::Op& op : script.lead) TRY_DO(lead.save(op));
  TRY(const Days days, work(worker, script.week, plan.daily, save_s));
  const uint64_t changes = worker.store().last_sequence() + lead.store().last_sequence();
  TRY(const Traffic last, worker.sync(plan.cut_every));
  Traffic week = days.traffic;
  sum(week, last);
  TRY(const Traffic lead_session, lead.sync(plan.cut_every));
  TRY(const Traffic again, worker.sync());
  TRY(const Traffic lead_again, lead.sync());
  TRY_DO(office.sync());
  TRY(const Traffic empty, worker.sync());
  for (const Tablet* tablet : {&office, &worker, &lead}) TRY_DO(town.hub().verify_chain(tablet->device()));

  TRY(const auto at_hub, town.records());
  TRY(const auto at_worker, worker.records());
  TRY(const auto at_lead, lead.records());
  TRY(const auto at_office, office.records());
  const Digest hub = digest_of(at_hub);
  const bool agree = hub == digest_of(at_worker) && hub == digest_of(at_lead) && hub == digest_of(at_office);
  const Findings findings = compare(script.start, script.after_week, script.after_lead, at_hub);
  const auto figures = town.hub().figures();

  out.add("tls", plan.tls).add("week", json_of(week)).add("offline_days", days.days).add("bytes_up_per_day", double(week.up) / double(std::max<uint64_t>(1, days.days)));
  out.add("bytes_down_per_day", double(week.down) / double(std::max<uint64_t>(1, days.days)));
  if (plan.daily) out.add("days", days.sessions);
  out.add("lead", json_of(lead_session)).add("worker_again", json_of(again)).add("lead_again", json_of(lead_again)).add("empty_session", json_of(empty));
  out.add("first_download", json_of(first)).add("seeding", json_of(seeding));
  if (plan.cut_every > 0) out.add("cut_every", plan.cut_every);
  out.add("changes", changes).add("frames", figures.frames).add("cpu_saving_s", save_s);
  out.add("conflicts_raised", figures.conflicts).add("quarantined", figures.quarantined);
  out.add("fields", Json().add("one_sided", findings.one_sided).add("both_same", findings.both_same).add("texts_joined", findings.joined).add("conflicts", findings.conflicts));
  out.add("hidden_edits", findings.hidden).add("lost_words", findings.lost_words).add("problems", findings.problems);
  out.add("digests", Json().add("hub", hub).add("worker", digest_of(at_worker)).add("lead", digest_of(at_lead)).add("office", digest_of(at_office)));
  out.add("replicas_equal", agree).add("every_edit_kept", findings.hidden == 0 && findings.lost_words == 0).add("records", uint64_t(at_hub.size()));
  return out.text();
}

}  // namespace replay

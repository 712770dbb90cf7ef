// What must hold of tablets that are not what they were and of who asks for what is not theirs: the rows of the robustness list that are about synchronisation.
#include <gtest/gtest.h>

#include "sync/reconcile/hub.h"
#include "sync/record/sync_types.h"
#include "tests/sim/hub_disk.h"
#include "tests/sim/tablet.h"
#include "tests/support/counts.h"

namespace sim {
namespace {

constexpr record::RecordType kAPerson{1}, kANote{5};

struct Office {
  Office() : hub(std::move(reconcile::Hub::open(disk, policy, {}, {}, options()).value())) {}
  reconcile::HubOptions options() {
    reconcile::HubOptions out;
    out.clock = &clock;
    out.random = &random;
    return out;
  }
  std::unique_ptr<Tablet> tablet(uint64_t number) {
    auto out = std::make_unique<Tablet>(number, int(number), random);
    out->open();
    EXPECT_TRUE(hub->enrol(number, out->key.verify_key(), out->author()));
    return out;
  }
  record::RecordId writes(Tablet& tablet, const std::string& words, std::optional<record::RecordId> about = std::nullopt) {
    TabletDisk::use(&tablet.disk);
    const record::RecordId id = record::make_record_id(clock.now_ms(), random);
    store::Commit commit;
    commit.author = tablet.author();
    commit.edits = {{id, about ? kANote : kAPerson, "head/person", record::atom(record::to_string(about.value_or(id)))}, {id, about ? kANote : kAPerson, "b/words", record::text(words)}};
    EXPECT_TRUE(tablet.store->commit(commit));
    return id;
  }
  wire::Status sync(Tablet& tablet) {
    TabletDisk::use(&tablet.disk);
    replica::Outcome outcome;
    for (int i = 0; outcome.more && i < 100; ++i) outcome = tablet.replica->answer(hub->answer(tablet.replica->request().value())).value();
    return outcome.status;
  }
  bool is_forked(uint64_t device) { return (*hub->device(device))->standing == reconcile::Standing::Forked; }

  os::SeededRandom random{5};
  os::ManualClock clock{1'763'769'600'000};
  reconcile::OwnedBy policy{"head/person"};
  HubDisk disk;
  std::unique_ptr<reconcile::Hub> hub;
};

TEST(Robust, AStoreCopiedBackFromAnOldImageIsNoticedAndItsUnsentWorkKeptApart) {
  Office office;
  for (uint64_t i = 1; i <= uint64_t(support::scaled(100)); ++i) {
    const auto tablet = office.tablet(i);
    const record::RecordId person = office.writes(*tablet, "before the image");
    ASSERT_EQ(office.sync(*tablet), wire::Status::Ok);
    tablet->disk.take_image();
    (void)office.writes(*tablet, "after the image", person);
    ASSERT_EQ(office.sync(*tablet), wire::Status::Ok);
    tablet->go_back();
    const record::RecordId unsent = office.writes(*tablet, "typed on the old image", person);
    EXPECT_EQ(office.sync(*tablet), wire::Status::Forked) << "tablet " << i;
    EXPECT_TRUE(office.is_forked(i)) << "tablet " << i;
    EXPECT_EQ(tablet->store->read(kANote, unsent).value().utf8("b/words"), "typed on the old image");
    EXPECT_EQ(tablet->store->waiting(10).value().size(), 1u) << "still waiting, where IT finds it";
    EXPECT_TRUE(office.hub->read(unsent).value().fields.empty());
    EXPECT_TRUE(office.hub->verify_chain(i));
  }
}

TEST(Robust, ATabletThatWasCopiedIsNoticedAtBothEndsWithinOneSync) {
  Office office;
  const auto tablet = office.tablet(1);
  const record::RecordId person = office.writes(*tablet, "shared");
  ASSERT_EQ(office.sync(*tablet), wire::Status::Ok);
  Tablet copy(*tablet, office.random);
  copy.open();
  (void)office.writes(*tablet, "by the worker", person);
  ASSERT_EQ(office.sync(*tablet), wire::Status::Ok) << "nobody can know yet";
  (void)office.writes(copy, "by the thief", person);
  EXPECT_EQ(office.sync(copy), wire::Status::Forked);
  EXPECT_TRUE(office.is_forked(1));
  EXPECT_EQ(office.sync(*tablet), wire::Status::Forked);
  EXPECT_EQ(copy.store->waiting(10).value().size(), 1u);
  EXPECT_EQ((*office.hub->device(1))->held, 2u) << "nothing of the copy's was taken";
}

TEST(Robust, ATabletThatForgotWhatItHasNotAnyMoreGoesOnSyncingAndBringsTheRestToAHubSetBack) {
  Office office;
  const auto ada = office.tablet(1), ben = office.tablet(2);
  const record::RecordId kept = office.writes(*ada, "to stay"), gone = office.writes(*ada, "to go");
  ASSERT_EQ(office.sync(*ada), wire::Status::Ok);
  const HubDisk::Map backup = office.disk.content();
  (void)office.writes(*ada, "about who goes", gone);
  const record::RecordId about_kept = office.writes(*ada, "about who stays", kept);
  ASSERT_EQ(office.sync(*ada), wire::Status::Ok);
  ASSERT_TRUE(office.hub->grant(1, gone, false));
  ASSERT_EQ(office.sync(*ada), wire::Status::Ok);
  ada->keep_dropped_ms = 0;
  ada->die();
  EXPECT_EQ(ada->store->open_report().forgotten, 2u);
  EXPECT_FALSE(ada->store->read(kAPerson, gone));
  // The next run cannot lean on words that are gone: one exchange all the same.
  const record::RecordId later = office.writes(*ada, "later", kept);
  const auto answer = wire::decode_answer(office.hub->answer(ada->replica->request().value()));
  ASSERT_TRUE(answer && std::holds_alternative<wire::Reply>(*answer)) << "taken at once";
  ada->replica->link_lost();
  ASSERT_EQ(office.sync(*ada), wire::Status::Ok);
  EXPECT_EQ(office.hub->read(later).value().utf8("b/words"), "later");
  // Last night's copy: what still is here comes again, and where something was forgotten stands an empty entry.
  office.disk.restore(backup);
  office.hub = std::move(reconcile::Hub::open(office.disk, office.policy, {}, {}, office.options()).value());
  ASSERT_TRUE(office.hub->begin_new_epoch());
  ASSERT_TRUE(office.hub->grant(1, gone, false));
  for (int i = 0; i < 4 && office.sync(*ada) != wire::Status::Ok; ++i) {}
  ASSERT_EQ(office.sync(*ada), wire::Status::Ok);
  EXPECT_EQ((*office.hub->device(1))->held, ada->store->last_sequence());
  EXPECT_EQ(office.hub->read(about_kept).value().utf8("b/words"), "about who stays");
  EXPECT_EQ(office.hub->read(later).value().utf8("b/words"), "later");
  EXPECT_TRUE(office.hub->verify_chain(1));
  EXPECT_FALSE(ada->store->read(kAPerson, gone));
}

TEST(Robust, AnotherScopesRecordsAskedForTenThousandTimesGiveNoRow) {
  Office office;
  const auto ada = office.tablet(1), ben = office.tablet(2);
  std::vector<record::RecordId> hers;
  for (int i = 0; i < 20; ++i) {
    hers.push_back(office.writes(*ada, "hers"));
    hers.push_back(office.writes(*ada, "about her", hers.back()));
  }
  ASSERT_EQ(office.sync(*ada), wire::Status::Ok);
  ASSERT_EQ(office.sync(*ben), wire::Status::Ok);
  std::printf("seed 5\n");
  for (int i = 0; i < support::scaled(10'000); ++i) {
    wire::Exchange exchange;
    exchange.epoch = office.hub->epoch();
    exchange.cursor = office.random.next_u64() % 45;
    for (uint64_t ids = office.random.next_u64() % 65; ids > 0; --ids) exchange.refetch.push_back(hers[office.random.next_u64() % hers.size()]);
    const auto answer = wire::decode_answer(office.hub->answer(wire::encode(wire::Request{2, exchange}))).value();
    if (const auto* reply = std::get_if<wire::Reply>(&answer)) {
      ASSERT_TRUE(reply->feed.empty() && reply->snapshot.empty() && reply->drops.empty()) << "request " << i;
    }
  }
  TabletDisk::use(&ben->disk);
  store::Commit commit;
  commit.author = ben->author();
  for (const record::RecordId& id : hers) commit.edits.push_back({id, kAPerson, "b/words", record::text("his")});
  ASSERT_TRUE(ben->store->commit(commit));
  ASSERT_EQ(office.sync(*ben), wire::Status::Ok);
  for (const record::RecordId& id : hers) EXPECT_NE(office.hub->read(id).value().utf8("b/words"), "his");
}

TEST(Robust, WhatARestoredHubDoesNotKnowAndWillNotTakeGoesFromTheTabletOnceThatIsSaid) {
  Office office;
  const auto ada = office.tablet(1), ben = office.tablet(2);
  const record::RecordId person = office.writes(*ada, "shared");
  ASSERT_EQ(office.sync(*ada), wire::Status::Ok);
  ASSERT_TRUE(office.hub->grant(2, person, true));
  ASSERT_EQ(office.sync(*ben), wire::Status::Ok);
  const HubDisk::Map backup = office.disk.content();
  const auto says = [&](Tablet& tablet, const record::RecordId& id, record::RecordType type, const std::string& path, const std::string& value) {
    TabletDisk::use(&tablet.disk);
    store::Commit commit;
    commit.author = tablet.author();
    commit.edits = {{id, type, path, record::atom(value)}};
    ASSERT_TRUE(tablet.store->commit(commit));
  };
  says(*ada, person, kAPerson, "a/q1", "hers");
  says(*ben, person, kAPerson, "a/q1", "his");
  for (Tablet* const each : {ada.get(), ben.get(), ada.get()}) ASSERT_EQ(office.sync(*each), wire::Status::Ok);
  const auto conflict = [&](const Tablet& tablet) {
    std::vector<record::RecordId> out;
    EXPECT_TRUE(tablet.store->each_head(record::kConflictType, [&](const record::RecordId& id, const record::FieldMap&) { out.push_back(id); }));
    return out;
  };
  ASSERT_EQ(conflict(*ben).size(), 1u);
  const record::RecordId of_before = conflict(*ben).front();

  office.disk.restore(backup);
  office.hub = std::move(reconcile::Hub::open(office.disk, office.policy, {}, {}, office.options()).value());
  ASSERT_TRUE(office.hub->begin_new_epoch());
  TabletDisk::use(&ben->disk);
  bool settled = false;
  for (replica::Outcome outcome; outcome.more;) {
    const base::Bytes request = ben->replica->request().value();
    if (!settled && ben->replica->state().anew == replica::State::Anew::Taking) {  // while the answer with everything is on its way
      says(*ben, of_before, record::kConflictType, std::string(record::kConflictState), std::string(record::kSettled));
      settled = true;
    }
    outcome = ben->replica->answer(office.hub->answer(request)).value();
    ASSERT_EQ(outcome.status, wire::Status::Ok);
  }
  ASSERT_TRUE(settled) << "while everything came anew";
  for (Tablet* const each : {ada.get(), ben.get(), ada.get()}) ASSERT_EQ(office.sync(*each), wire::Status::Ok);
  for (const Tablet* const each : {ada.get(), ben.get()})
    for (const record::RecordId& id : conflict(*each)) EXPECT_FALSE(office.hub->read(id).value().fields.empty()) << each->name() << " shows a conflict the hub has not";
}

TEST(Robust, NumbersThatADiskLostTogetherWithTheGapBeforeThemAreRecognisedAndNotGivenOutAgain) {
  Office office;
  const auto ada = office.tablet(1), ben = office.tablet(2), carol = office.tablet(3);
  const record::RecordId person = office.writes(*ada, "kept");
  ASSERT_EQ(office.sync(*ada), wire::Status::Ok);
  for (Tablet* const each : {ben.get(), carol.get()}) {
    ASSERT_TRUE(office.hub->grant(each->device, person, true));
    ASSERT_EQ(office.sync(*each), wire::Status::Ok);
  }
  const auto starts = [&] { office.hub = std::move(reconcile::Hub::open(office.disk, office.policy, {}, {}, office.options()).value()); };
  office.disk.lie(true);
  starts();
  (void)office.writes(*ben, "lost", person);
  for (Tablet* const each : {ben.get(), ada.get()}) ASSERT_EQ(office.sync(*each), wire::Status::Ok);
  office.disk.lose(office.disk.unsure());
  starts();
  std::vector<record::RecordId> since;
  for (int i = 0; i < 3; ++i) since.push_back(office.writes(*carol, "since", person));
  for (Tablet* const each : {carol.get(), ada.get()}) ASSERT_EQ(office.sync(*each), wire::Status::Ok);
  for (const record::RecordId& id : since) EXPECT_TRUE(ada->store->read(kANote, id));
}

}  // namespace
}  // namespace sim

// Blobs between tablets and a hub: they arrive whole, resume anywhere, never before the words, and go to nobody else.
#include "tests/sync/replica/pair.h"

namespace replica {
namespace {

using Where = Carried::Where;

class Blobs : public testing::Test {
 protected:
  record::RecordId person() { return record::make_record_id(world.clock.now_ms(), world.random); }
  void share(const record::RecordId& bucket, const Tablet& tablet, bool given = true) { ASSERT_TRUE(world.hub->grant(tablet.device, bucket, given)); }
  World world;
  Tablet ada{world, 11}, ben{world, 12};
};

TEST_F(Blobs, ReachTheHubAndWhoeverHasTheRecord) {
  const auto mair = person();
  const base::Bytes large = photo(300'000), small = photo(10, 2), none;
  const wire::BlobRef first = ada.attaches(mair, large), second = ada.attaches(mair, small), third = ada.attaches(mair, none);
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  for (const auto& [ref, content] : {std::pair(first, large), std::pair(second, small), std::pair(third, none)}) {
    EXPECT_EQ(world.hub->read_blob(ref).value(), content);
    EXPECT_EQ(ada.where(ref), Where::Both);
  }
  ada.open();
  EXPECT_EQ(ada.where(first), Where::Both) << "known from the store alone";
  share(mair, ben);
  EXPECT_EQ(ben.syncs(), wire::Status::Ok);
  EXPECT_EQ(ben.store->get_blob(first.name).value(), large);
  EXPECT_EQ(ben.store->get_blob(second.name).value(), small);
  EXPECT_EQ(ben.store->get_blob(third.name).value(), none);
}

TEST_F(Blobs, SayTruthfullyWhereTheyAreUntilThen) {
  const auto mair = person();
  const wire::BlobRef ref = ada.attaches(mair, photo(200'000));
  ada.says_words();
  EXPECT_EQ(ada.where(ref), Where::Waiting);
  share(mair, ben);
  EXPECT_EQ(ben.syncs(), wire::Status::Ok);
  EXPECT_EQ(ben.where(ref), Where::Missing) << "the hub was asked and has not all of it";
  EXPECT_EQ(ben.store->get_blob(ref.name).error().fault, base::Fault::NotFound);
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  EXPECT_EQ(ben.syncs(), wire::Status::Ok);
  EXPECT_EQ(ben.where(ref), Where::Both);
}

TEST_F(Blobs, WaitForWordsThatWereTypedMeanwhile) {
  const auto mair = person();
  ada.attaches(mair, photo(300'000));
  ada.says_words();
  (void)ada.replica->answer(world.hub->answer(ada.replica->blob_request().value().value()));  // how much is there?
  const auto part = ada.replica->blob_request().value().value();
  EXPECT_LE(part.size(), 64u * 1024 + 100);
  ada.attaches(mair, photo(10, 2));  // typed while it was on its way
  const auto outcome = ada.replica->answer(world.hub->answer(part)).value();
  EXPECT_TRUE(outcome.more) << "words first";
}

TEST_F(Blobs, GoOnWhereTheyWereCutAndCostNoMoreThanWhatWasInTheAir) {
  const auto mair = person();
  const base::Bytes content = photo(1'000'000);
  const wire::BlobRef ref = ada.attaches(mair, content);
  ada.says_words();
  share(mair, ben);
  ben.says_words();
  uint64_t sent = 0, cuts = 0;
  for (auto next = ada.replica->blob_request().value(); next; next = ada.replica->blob_request().value()) {
    const bool cut = next->size() > 16'384;
    const base::Bytes answer = world.hub->answer(base::ByteView(*next).first(std::min<size_t>(next->size(), 16'384)));
    sent += std::min<size_t>(next->size(), 16'384);
    if (cut) ++cuts, ada.replica->link_lost();
    else ASSERT_TRUE(ada.replica->answer(answer));
  }
  EXPECT_EQ(world.hub->read_blob(ref).value(), content);
  EXPECT_LT(sent, content.size() + content.size() / 50) << "nothing that arrived is sent again";
  EXPECT_GT(cuts, 60u);
  uint64_t came = 0;
  for (auto next = ben.replica->blob_request().value(); next; next = ben.replica->blob_request().value()) {
    base::Bytes answer = world.hub->answer(*next);
    const bool cut = answer.size() > 16'384;
    if (cut) answer.resize(16'384);
    came += answer.size();
    if (!cut || wire::is_blob_part(answer)) { ASSERT_TRUE(ben.replica->answer(answer)); }
    if (cut) ben.replica->link_lost();
  }
  EXPECT_EQ(ben.store->get_blob(ref.name).value(), content);
  EXPECT_LT(came, content.size() + content.size() / 50);
}

TEST_F(Blobs, LoseLessThanAChunkWhenEitherEndIsKilledBetweenParts) {
  const auto mair = person();
  const base::Bytes content = photo(500'000);
  const wire::BlobRef ref = ada.attaches(mair, content);
  share(mair, ben);
  ada.says_words();
  for (int turn = 0; turn < 200 && !world.hub->read_blob(ref); ++turn) {
    const auto next = ada.replica->blob_request().value();
    if (!next) break;
    const base::Bytes answer = world.hub->answer(base::ByteView(*next).first(std::min<size_t>(next->size(), 40'000 + 20'000 * size_t(turn % 3))));
    if (turn % 4 == 1) world.open_hub();
    if (turn % 4 == 3) ada.open();
    else if (turn % 4 != 1 && next->size() < 40'000) ASSERT_TRUE(ada.replica->answer(answer));
    else ada.replica->link_lost();
  }
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  EXPECT_EQ(world.hub->read_blob(ref).value(), content);
  ben.says_words();
  for (int turn = 0; turn < 4; ++turn) {  // an ask, and parts of which each ends with a kill
    (void)ben.replica->answer(world.hub->answer(ben.replica->blob_request().value().value()));
    (void)ben.replica->answer(world.hub->answer(ben.replica->blob_request().value().value()));
    ben.open();
    ben.says_words();
  }
  EXPECT_GE((*ben.store->find_blob(ref.name))->chunks, 3u) << "what was whole stays";
  EXPECT_EQ(ben.syncs(), wire::Status::Ok);
  EXPECT_EQ(ben.store->get_blob(ref.name).value(), content);
}

TEST_F(Blobs, ComeFirstWhenSomebodyWaitsAndNotAtAllWithoutAllowance) {
  const auto mair = person();
  const wire::BlobRef old = ada.attaches(mair, photo(100'000));
  world.clock.advance_ms(60'000);
  const wire::BlobRef young = ada.attaches(mair, photo(100'000, 2));
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  share(mair, ben);
  ben.replica->set_background(0);
  EXPECT_EQ(ben.syncs(), wire::Status::Ok);
  EXPECT_FALSE(ben.store->get_blob(young.name)) << "nobody asked for it";
  ben.replica->want_blob(old.name);
  EXPECT_EQ(ben.syncs(), wire::Status::Ok);
  EXPECT_TRUE(ben.store->get_blob(old.name));
  EXPECT_FALSE(ben.store->get_blob(young.name));
  ben.replica->set_background(UINT64_MAX);
  EXPECT_EQ(ben.syncs(), wire::Status::Ok);
  EXPECT_TRUE(ben.store->get_blob(young.name));
}

TEST_F(Blobs, ThatAreDamagedHereComeAgainFromTheHubWhenSomebodyLooksAtThem) {
  const auto mair = person();
  const base::Bytes content = photo(5 * blob::kChunkBytes + 10);
  const wire::BlobRef ref = ada.attaches(mair, content);
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  share(mair, ben);
  EXPECT_EQ(ben.syncs(), wire::Status::Ok);
  for (Tablet* const tablet : {&ada, &ben})  // who took it, and who was sent it
    for (const bool gone : {false, true}) {
      tablet->damages(ref.name, 3, gone);
      EXPECT_EQ(tablet->store->open_report().salvaged, gone);
      EXPECT_FALSE(tablet->store->get_blob(ref.name));
      EXPECT_EQ(tablet->syncs(), wire::Status::Ok) << "and it hinders nothing";
      tablet->replica->want_blob(ref.name);
      EXPECT_EQ(tablet->store->find_blob(ref.name).value()->chunks, 3u) << "what is sound is not carried again";
      EXPECT_EQ(tablet->syncs(), wire::Status::Ok);
      EXPECT_EQ(tablet->store->get_blob(ref.name).value(), content);
      EXPECT_EQ(tablet->where(ref), Where::Both);
      EXPECT_TRUE(tablet->store->verify()->sound());
      EXPECT_FALSE(tablet->store->mend_blob(ref.name).value()) << "there is nothing the matter with it";
    }
}

TEST_F(Blobs, ThatAreDamagedBeforeTheyWentHinderNoOther) {
  const auto mair = person();
  const base::Bytes content = photo(200'000), other = photo(100'000, 2);
  const wire::BlobRef first = ada.attaches(mair, content), second = ada.attaches(mair, other);
  ada.damages(first.name, 1, false);
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  EXPECT_EQ(world.hub->read_blob(second).value(), other);
  EXPECT_FALSE(world.hub->read_blob(first));
  ada.replica->want_blob(first.name);
  EXPECT_TRUE(ada.store->find_blob(first.name).value()->whole) << "nobody else has what is left of it";
}

TEST_F(Blobs, AreBroughtEvenWhenTheirPersonWasTakenAwayAndThenGoFromTheTablet) {
  const auto mair = person();
  const base::Bytes content = photo(150'000);
  const wire::BlobRef ref = ada.attaches(mair, content);
  ada.says_words();
  share(mair, ada, false);
  ada.says_words();
  EXPECT_TRUE(ada.store->get_blob(ref.name)) << "not before it has gone";
  ada.open();
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  EXPECT_EQ(world.hub->read_blob(ref).value(), content);
  ada.says_words();
  EXPECT_EQ(ada.store->find_blob(ref.name).value(), std::nullopt);
}

TEST_F(Blobs, AreBroughtAgainToAHubThatWasSetBack) {
  const auto mair = person();
  const wire::BlobRef ref = ada.attaches(mair, photo(100'000));
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  ASSERT_TRUE(world.hub->begin_new_epoch());
  ada.says_words();
  EXPECT_EQ(ada.where(ref), Where::Waiting) << "what another history of the hub had is not known to be in this one";
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  EXPECT_EQ(ada.where(ref), Where::Both);
}

TEST_F(Blobs, OfTwoRecordsThatNameTheSameBytesReachTheHubUnderBoth) {
  const auto mair = person();
  const base::Bytes content = photo(100'000);
  const wire::BlobRef first = ada.attaches(mair, content);
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  share(mair, ben);
  const wire::BlobRef second = ben.attaches(mair, content);
  ben.says_words();  // and is never heard of again
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  EXPECT_EQ(world.hub->read_blob(second).value(), content) << "who has the bytes brings them";
  EXPECT_EQ(world.hub->read_blob(first).value(), content);
  EXPECT_EQ(ada.where(second), Where::Both);
}

TEST_F(Blobs, DoNotKeepARecordThatWasTakenAwayBecauseAnotherNamedThemAndWentToo) {
  const auto mair = person();
  const base::Bytes content = photo(100'000);
  const wire::BlobRef first = ada.attaches(mair, content);
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  share(mair, ben);
  ben.attaches(mair, content);
  EXPECT_EQ(ben.syncs(), wire::Status::Ok);
  ada.says_words();  // the other record comes; before the hub is asked about its picture,
  share(mair, ada, false);
  ada.says_words();  // both are taken away
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  EXPECT_EQ(ada.syncs(), wire::Status::Ok);
  EXPECT_FALSE(ada.store->read(kPicture, first.record)) << "it waits for a mark that nobody asks for";
  EXPECT_FALSE(ada.store->get_blob(first.name));
}

TEST_F(Blobs, ThatWerePutHereAnewForAnotherRecordReachTheHubUnderTheFirstToo) {
  const auto mair = person();
  const base::Bytes content = photo(100'000);
  const wire::BlobRef first = ada.attaches(mair, content);
  ada.says_words();  // and is never heard of again
  share(mair, ben);
  EXPECT_EQ(ben.syncs(), wire::Status::Ok);
  EXPECT_EQ(ben.where(first), Where::Missing);
  ASSERT_TRUE(ben.store->put_blob(content));
  EXPECT_EQ(ben.syncs(), wire::Status::Ok);
  EXPECT_EQ(world.hub->read_blob(first).value(), content);
}

}  // namespace
}  // namespace replica

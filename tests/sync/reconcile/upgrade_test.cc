// A hub that opens an older hub's table goes on with it.
#include "sync/reconcile/store.h"
#include "tests/sync/replica/pair.h"

namespace reconcile {
namespace {

using replica::kPerson;
using replica::Tablet;
using replica::World;

// The table as format 1 had it; with `some`, as it is left by an upgrade that was stopped half-way.
void make_format_1(Table& table, bool some) {
  EXPECT_TRUE(table.write([&](TableWriter& out) -> base::Status {
    std::vector<std::pair<base::Bytes, base::Bytes>> versions;
    TRY_DO(out.scan(Key(Kind::Version), [&](base::ByteView key, base::ByteView value) -> base::Result<bool> {
      versions.emplace_back(base::copy(key), base::copy(value));
      return true;
    }));
    EXPECT_GE(versions.size(), 4u);
    for (size_t i = 0; i < versions.size(); i += some ? 2 : 1) {
      const base::ByteView key = versions[i].first;
      Key old(Kind::VersionOf1);
      old.add(key.subspan(9)).add8(0).add(key.subspan(1, 8));
      TRY_DO(out.put(old, versions[i].second));
      TRY_DO(out.erase(key));
    }
    TRY_DO(out.put(Key(Kind::WindowOf1).add64(11), base::Bytes(5000, 'w')));
    TRY(MetaRow meta, need_row<MetaRow>(out, meta_key(), "meta"));
    meta.format = 1;
    return put_row(out, meta_key(), meta);
  }));
}

size_t rows_of(Table& table, Kind kind) {
  size_t count = 0;
  EXPECT_TRUE(table.read([&](const TableReader& in) { return in.scan(Key(kind), [&](base::ByteView, base::ByteView) -> base::Result<bool> { return ++count > 0; }); }));
  return count;
}

class HubUpgrade : public testing::TestWithParam<bool> {
 protected:
  void says(Tablet& tablet, const std::string& words) {
    store::Commit commit;
    commit.author = "worker";
    commit.edits = {{mair, kPerson, "head/person", record::atom(record::to_string(mair))}, {mair, kPerson, "page/words", record::text(words)}};
    ASSERT_TRUE(tablet.store->commit(commit));
  }
  std::string words_at_hub() { return std::string(world.hub->read(mair)->utf8("page/words")); }
  World world;
  const record::RecordId mair = record::make_record_id(world.clock.now_ms(), world.random);
  Tablet ada{world, 11}, ben{world, 12};
};

TEST_P(HubUpgrade, JoinsEditsOfATextOverItsFormatsAndGoesOnWithEveryChain) {
  says(ada, "She keeps the key.");
  ada.says_words();
  ASSERT_TRUE(world.hub->grant(ben.device, mair, true));
  ben.says_words();
  for (const char* words : {"She keeps the spare key.", "She keeps the spare key there.", "She keeps the spare key there, always.", "Often she keeps the spare key there, always.",
                            "Often she keeps the spare key there, always, Ada says."}) {
    says(ada, words);
    ada.says_words();
  }
  world.close_hub();
  make_format_1(world.table(), GetParam());
  world.open_hub();
  EXPECT_EQ(rows_of(world.table(), Kind::VersionOf1), 0u);
  EXPECT_EQ(rows_of(world.table(), Kind::WindowOf1), 0u);
  says(ben, "She keeps the key. Ask Ben.");  // typed over the first
  ben.says_words();
  EXPECT_EQ(words_at_hub(), "Often she keeps the spare key there, always, Ada says. Ask Ben.");
  EXPECT_EQ(world.hub->figures().conflicts, 0u);
  const uint64_t requests = world.hub->figures().requests;
  ada.says_words();
  says(ada, "Often she keeps the spare key there, always, Ada says. Ask Ben. Or Ada.");
  ada.says_words();
  EXPECT_EQ(world.hub->figures().requests, requests + 2) << "the words of the chain so far need not be sent again";
  world.close_hub();
  world.open_hub();
  EXPECT_EQ(words_at_hub(), "Often she keeps the spare key there, always, Ada says. Ask Ben. Or Ada.");
  EXPECT_TRUE(world.hub->verify_chain(ada.device));
}
INSTANTIATE_TEST_SUITE_P(WholeOrHalfWay, HubUpgrade, testing::Bool());

TEST(Hub, RefusesTheTableOfANewerOne) {
  World world;
  world.close_hub();
  ASSERT_TRUE(world.table().write([](TableWriter& out) -> base::Status {
    TRY(MetaRow meta, need_row<MetaRow>(out, meta_key(), "meta"));
    ++meta.format;
    return put_row(out, meta_key(), meta);
  }));
  const OwnedBy policy("head/person");
  const auto hub = Hub::open(world.table(), policy, {}, {});
  ASSERT_FALSE(hub);
  EXPECT_EQ(hub.error().fault, base::Fault::TooNew);
}

}  // namespace
}  // namespace reconcile

#include "app/fhirpath/run.h"

#include <algorithm>

namespace fhirpath {

const Run::Handler Run::kHandlers[] = {
#define X(name, id, least, most, kinds) &Run::fn_##id,
#include "app/fhirpath/function_list.inc"
#undef X
};

const char* kind_name(Kind kind) {
  static constexpr const char* names[] = {"nothing", "a Boolean",  "an Integer", "a Long",     "a Decimal",  "a String",
                                          "a Date",  "a DateTime", "a Time",     "a Quantity", "a structure"};
  return names[int(kind)];
}

bool Run::fail(const Expr& at, ErrorKind kind, std::string message) {
  if (!failed_) error_ = error_at(source_, kind, at.at, std::move(message));
  failed_ = true;
  return false;
}

bool Run::too_many(const Expr& at, size_t count) {
  return fail(at, ErrorKind::Execution, "one item is expected here, and there are " + std::to_string(count));
}

bool Run::tick(const Expr& at) {
  current_ = &at;
  if (failed_) return false;
  if (++steps_ > context_.limits.steps) return fail(at, ErrorKind::Limit, "the expression takes too many steps");
  if (stack_.overflowed()) return fail(at, ErrorKind::Limit, "the expression makes too many items");
  if ((steps_ & 63) == 0 && state_.arena.total_bytes() > context_.limits.bytes)
    return fail(at, ErrorKind::Limit, "the expression makes too much text");
  return true;
}

bool Run::run(const Expr& expr, const Scope& scope) {
  if (!tick(expr)) return false;
  switch (expr.op) {
    case Op::Literal:
      stack_.push(expr.literal);
      return true;
    case Op::Empty:
    case Op::Type:
      return true;
    case Op::This:
      if (!run_aside(expr.left, scope)) return false;
      for (size_t i = scope.focus.begin; i < scope.focus.end; ++i) stack_.push(Item(stack_[i]));
      return true;
    case Op::Index:
      if (!run_aside(expr.left, scope)) return false;
      stack_.push(Item::integer(int32_t(scope.index)));
      return true;
    case Op::Total:
      if (!run_aside(expr.left, scope)) return false;
      if (!scope.has_total) return fail(expr, ErrorKind::Semantic, "$total means something inside aggregate() only");
      for (size_t i = scope.total.begin; i < scope.total.end; ++i) stack_.push(Item(stack_[i]));
      return true;
    case Op::Variable:
      return variable(expr);
    case Op::Member:
      return member(expr, scope);
    case Op::Call:
      return call(expr, scope);
    case Op::At:
      return index(expr, scope);
    case Op::Make:
      return make_instance(expr, scope);
    case Op::Plus:
    case Op::Negate:
      return negate(expr, scope);
    case Op::Is:
    case Op::As:
      return run_type_operator(expr, scope);
    case Op::Concatenate:
      return concatenate(expr, scope);
    case Op::Union:
      return union_of(expr, scope);
    case Op::In:
    case Op::Contains:
      return membership(expr, scope);
    case Op::And:
    case Op::Or:
    case Op::Xor:
    case Op::Implies:
      return logic(expr, scope);
    default:
      return binary(expr, scope);
  }
}

// `name.$this`: what stands before is worked out and let go.
bool Run::run_aside(const Expr* left, const Scope& scope) {
  const size_t mark = size();
  if (left != nullptr && !run(*left, scope)) return false;
  stack_.truncate(mark);
  return true;
}

bool Run::run_inner(const Expr& expr, const Scope& scope) {
  const size_t defined = state_.defined.size();
  const bool ok = run(expr, scope);
  if (state_.defined.size() > defined) state_.defined.resize(defined);
  return ok;
}

bool Run::call(const Expr& expr, const Scope& scope) {
  const size_t mark = size();
  if (expr.linked_item) {
    bool answered = false;
    if (!linked_items(expr, scope, answered)) return false;
    if (answered) return true;
  }
  if (expr.left != nullptr) {
    if (expr.function < Fn::MakeExtension && !run(*expr.left, scope)) return false;
  } else {
    for (size_t i = scope.focus.begin; i < scope.focus.end; ++i) stack_.push(Item(stack_[i]));
  }
  return (this->*kHandlers[size_t(expr.function)])(expr, scope, mark);
}

// `Patient` at the start of a path is the focus itself when that is a Patient.
bool Run::is_named(const Item& item, const Expr& name) const {
  if (!item.is_node()) return false;
  if (name.type != kNoType) {
    const TypeId type = item.source().type(item.node());
    if (type != kNoType) return model_.is(type, name.type);
  }
  if (name.name.text[0] < 'A' || name.name.text[0] > 'Z') return false;
  const size_t mark = stack_.size();
  item.source().children(item.node(), names::kResourceType, stack_);
  bool named = false;
  for (size_t i = mark; i < stack_.size(); ++i) {
    const Item& found = stack_[i];
    const Item value = found.is_node() ? found.source().value(found.node()) : found;
    named |= value.kind() == Kind::String && value.text() == name.name.text;
  }
  stack_.truncate(mark);
  return named;
}

void Run::push_children(const Item& item, const Name& name) {
  if (item.is_node()) {
    item.source().children(item.node(), name, stack_);
  } else if (item.kind() == Kind::Quantity) {
    if (name == names::kValue) stack_.push(Item::decimal(item.quantity().value));
    if (name == names::kUnit) stack_.push(Item::string(item.quantity().unit));
  }
}

void Run::step_into(size_t mark, const Name& name) {
  const size_t end = size();
  for (size_t i = mark; i < end; ++i) push_children(Item(stack_[i]), name);
  stack_.remove(mark, end);
}

bool Run::member(const Expr& expr, const Scope& scope) {
  const size_t mark = size();
  if (expr.left != nullptr) {
    if (!run(*expr.left, scope)) return false;
    step_into(mark, expr.name);
    return true;
  }
  for (size_t i = scope.focus.begin; i < scope.focus.end; ++i) {
    const Item item = stack_[i];
    const bool may_be_type = expr.type != kNoType || (expr.name.text[0] >= 'A' && expr.name.text[0] <= 'Z');
    if (may_be_type && is_named(item, expr)) stack_.push(item);
    else push_children(item, expr.name);
  }
  return true;
}

bool Run::index(const Expr& expr, const Scope& scope) {
  const size_t mark = size();
  if (!run(*expr.left, scope)) return false;
  const size_t end = size();
  if (!run_inner(*expr.right, scope)) return false;
  Item at;
  if (!one(since(end), *expr.right, at)) return false;
  if (!at.is_none() && !at.is_whole()) return fail(*expr.right, ErrorKind::Execution, "an index is an Integer");
  const bool inside = at.is_whole() && at.whole() >= 0 && at.whole() < int64_t(end - mark);
  return give(mark, inside ? stack_[mark + size_t(at.whole())] : Item());
}

bool Run::variable(const Expr& expr) {
  const std::string_view name = expr.name.text;
  for (size_t i = state_.defined.size(); i-- > 0;) {
    if (state_.defined[i].name != name) continue;
    for (const Item& item : state_.defined[i].items) stack_.push(item);
    return true;
  }
  if (context_.variables != nullptr && context_.variables->find(name, stack_)) return true;
  if (built_in(name)) return true;
  return fail(expr, ErrorKind::Semantic, "there is no variable %" + std::string(name));
}

Item Run::find_resource(const Item& from, bool topmost) const {
  Item at = from, found;
  while (at.is_node()) {
    const Source& source = at.source();
    bool is_resource = model_.is_resource(source.type(at.node()));
    if (!is_resource) {
      const size_t mark = stack_.size();
      source.children(at.node(), names::kResourceType, stack_);
      is_resource = stack_.size() > mark;
      stack_.truncate(mark);
    }
    if (is_resource) found = at;
    if (is_resource && !topmost) break;
    at = source.parent(at.node());
  }
  return found.is_none() ? from : found;
}

bool Run::built_in(std::string_view name) {
  const auto push_known = [this](const Item& item) {
    if (!item.is_none()) stack_.push(item);
    return true;
  };
  const Item focus = context_.focus.empty() ? Item() : context_.focus[0];
  if (name == "resource") return push_known(context_.resource.is_none() ? find_resource(focus, false) : context_.resource);
  if (name == "rootResource") return push_known(find_resource(context_.resource.is_none() ? focus : context_.resource, true));
  if (name == "context") {
    for (const Item& item : context_.context.empty() ? context_.focus : context_.context) stack_.push(item);
    return true;
  }
  if (name == "questionnaire" && !context_.questionnaire.is_none()) return push_known(context_.questionnaire);
  if (name == "ucum") return push_known(Item::string("http://unitsofmeasure.org"));
  if (name == "sct") return push_known(Item::string("http://snomed.info/sct"));
  if (name == "loinc") return push_known(Item::string("http://loinc.org"));
  if (name.starts_with("vs-")) return push_known(text_item("http://hl7.org/fhir/ValueSet/" + std::string(name.substr(3))));
  if (name.starts_with("ext-")) return push_known(text_item("http://hl7.org/fhir/StructureDefinition/" + std::string(name.substr(4))));
  return false;
}

bool Run::one(Range range, const Expr& at, Item& out) {
  if (range.size() > 1) return too_many(at, range.size());
  out = range.size() == 0 ? Item() : value_of(stack_[range.begin]);
  return !failed_;
}

bool Run::argument(const Expr& call, size_t at, const Scope& scope, Item& out) {
  const size_t mark = size();
  if (!run_inner(*call.arguments[at], scope) || !one(since(mark), *call.arguments[at], out)) return false;
  stack_.truncate(mark);
  return true;
}

bool Run::text_argument(const Expr& call, size_t at, const Scope& scope, Item& out) {
  if (!argument(call, at, scope, out)) return false;
  if (out.is_none() || out.kind() == Kind::String) return true;
  return fail(*call.arguments[at], ErrorKind::Semantic, std::string("text is expected here, not ") + kind_name(out.kind()));
}

bool Run::whole_argument(const Expr& call, size_t at, const Scope& scope, std::optional<int64_t>& out) {
  Item item;
  if (!argument(call, at, scope, item)) return false;
  if (item.is_none()) return true;
  if (item.kind() == Kind::Decimal && item.decimal().is_whole()) item = Item::long_integer(item.decimal().to_int64().value_or(INT64_MAX));
  if (!item.is_whole())
    return fail(*call.arguments[at], ErrorKind::Semantic, std::string("an Integer is expected here, not ") + kind_name(item.kind()));
  out = item.whole();
  return true;
}

bool Run::input_text(const Expr& call, size_t mark, Item& out) {
  const Range range = since(mark);
  if (!one(range, call, out)) return false;
  if (out.kind() == Kind::String) return true;
  if (out.is_none() && (range.size() == 0 || is_valueless(stack_[range.begin]))) return true;
  return fail(call, ErrorKind::Semantic,
              "'" + std::string(call.name.text) + "' works on text, not on " + (out.is_none() ? "a structure" : kind_name(out.kind())));
}

bool Run::give(size_t mark, const Item& item) {
  const Item copy = item;
  stack_.truncate(mark);
  if (!copy.is_none()) stack_.push(copy);
  return true;
}

bool Run::give_truth(size_t mark, Truth value) { return give(mark, value == Truth::Empty ? Item() : Item::boolean(value == Truth::True)); }
bool Run::give_text(size_t mark, std::string_view text) { return give(mark, text_item(text)) && !failed_; }

// Room for `bytes` of text; nullptr, with the error set, when the expression has made too much already.
char* Run::text_room(size_t bytes) {
  if (state_.arena.total_bytes() + bytes > context_.limits.bytes) {
    fail(*current_, ErrorKind::Limit, "the expression makes too much text");
    return nullptr;
  }
  return static_cast<char*>(state_.arena.allocate(bytes, 1));
}

Item Run::text_item(std::string_view text) {
  char* place = text.empty() ? nullptr : text_room(text.size());
  if (place == nullptr) return Item::string("");
  std::memcpy(place, text.data(), text.size());
  return Item::string({place, text.size()});
}

bool Run::give_joined(size_t mark, std::string_view a, std::string_view b) {
  if (b.empty()) return give(mark, Item::string(a));
  if (a.empty()) return give(mark, Item::string(b));
  char* place = text_room(a.size() + b.size());
  if (place == nullptr) return false;
  std::memcpy(place, a.data(), a.size());
  std::memcpy(place + a.size(), b.data(), b.size());
  return give(mark, Item::string({place, a.size() + b.size()}));
}

bool Run::truth(Range range, const Expr& at, Truth& out) {
  out = Truth::Empty;
  if (range.size() == 0) return true;
  if (range.size() > 1) return too_many(at, range.size());
  const Item& item = stack_[range.begin];
  const Item value = item.is_node() ? item.source().value(item.node()) : item;
  if (value.kind() == Kind::Boolean) out = value.boolean() ? Truth::True : Truth::False;
  else if (!value.is_none() || !is_valueless(item)) out = Truth::True;  // one item of anything else counts as true
  return true;
}

bool Run::test(const Expr& expr, const Scope& scope, Truth& out) {
  const size_t mark = size();
  if (!run_inner(expr, scope)) return false;
  if (!truth(since(mark), expr, out)) return false;
  stack_.truncate(mark);
  return true;
}

// The condition of where(), exists() and all(). One item that is no Boolean counts as true; so do several, as in name.exists(given): forms
// in use rely on it (README, "Differences").
bool Run::criterion(const Expr& expr, const Scope& scope, Truth& out) {
  const size_t mark = size();
  if (!run_inner(expr, scope)) return false;
  bool any_boolean = false;
  for (size_t i = mark; i < size() && size() - mark > 1; ++i) {
    const Item& item = stack_[i];
    any_boolean |= (item.is_node() ? item.source().value(item.node()) : item).kind() == Kind::Boolean;
  }
  if (size() - mark > 1 && !any_boolean) out = Truth::True;
  else if (!truth(since(mark), expr, out)) return false;
  stack_.truncate(mark);
  return true;
}

}  // namespace fhirpath

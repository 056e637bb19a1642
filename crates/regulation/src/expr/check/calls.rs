//! Functions and methods.

use super::{
    FUNCTIONS,
    checker::{Checker, literal, unknown},
    tree::{AddressTest, Expr, TextTest},
    types::{Ty, Values, expect},
};
use crate::{
    expr::{
        error::{ExprError, Span},
        parse::Node,
    },
    say::{self, nearest, noun, say},
    terms::ParameterKind,
};

impl Checker<'_> {
    pub(super) fn call(&mut self, name: &str, arguments: &[Node], span: &Span) -> Result<(Expr, Ty), ExprError> {
        let Some((_, count)) = FUNCTIONS.iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = FUNCTIONS.iter().map(|(known, _)| *known).collect();
            let help = nearest(name, known.iter().copied())
                .map_or_else(|| say::known(known.iter().copied()), say::did_you_mean);
            return Err(ExprError::new(
                "condition-unknown",
                span.clone(),
                say!("「{name}」という関数はありません", "unknown function {name}"),
            )
            .help(help));
        };
        if arguments.len() != *count {
            return Err(ExprError::new(
                "condition-type",
                span.clone(),
                say!(
                    "{name} に渡すのは{count}個です（ここには{}個）",
                    "{name} takes {count} argument(s), here are {}",
                    arguments.len()
                ),
            ));
        }
        if let Some(asked) = self.query(name, arguments)? {
            return Ok(asked);
        }
        match name {
            "has" => self.has(&arguments[0]),
            "param" => self.param(&arguments[0]),
            "date_of" => {
                let (expr, ty) = self.node(&arguments[0])?;
                expect(ty, Ty::Moment, &arguments[0].span, noun("the moment"))?;
                Ok((Expr::DateOf(Box::new(expr)), Ty::Date))
            }
            "size" => {
                let (expr, ty) = self.node(&arguments[0])?;
                if matches!(ty, Ty::Bool | Ty::Int | Ty::Moment | Ty::Record(_)) {
                    let found = ty.noun();
                    let message = say!(
                        [found],
                        "size() で数えられるのは文字列か一覧ですが、これは{found}です",
                        "size() counts a text or a list, but this is {found}"
                    );
                    return Err(ExprError::new("condition-type", arguments[0].span.clone(), message));
                }
                Ok((Expr::Size(Box::new(expr)), Ty::Int))
            }
            "at_least" => {
                let scheme = literal(&arguments[0], noun("the name of a classification scheme"))?;
                self.named("classification scheme", &self.scope.vocabulary.schemes, &arguments[0])?;
                let (left, left_ty) = self.node(&arguments[1])?;
                expect(left_ty, Ty::Text(Values::Any), &arguments[1].span, noun("the level"))?;
                let (right, right_ty) = self.node(&arguments[2])?;
                expect(right_ty, Ty::Text(Values::Any), &arguments[2].span, noun("the level compared with"))?;
                let (left, right) = (Box::new(left), Box::new(right));
                Ok((Expr::AtLeast { scheme: scheme.to_owned(), left, right }, Ty::Bool))
            }
            "same_address" | "address_in" | "address_below" => {
                let (address, ty) = self.node(&arguments[0])?;
                expect(ty, Ty::Text(Values::Any), &arguments[0].span, noun("the address"))?;
                let (other, ty) = self.node(&arguments[1])?;
                let test = match name {
                    "same_address" => AddressTest::Same,
                    "address_in" => AddressTest::In,
                    _ => AddressTest::Below,
                };
                if test == AddressTest::Same {
                    expect(ty, Ty::Text(Values::Any), &arguments[1].span, noun("the address"))?;
                } else if ty != Ty::EmptyList {
                    expect(ty, Ty::Texts(Values::Any), &arguments[1].span, noun("the list of addresses"))?;
                }
                Ok((Expr::AddressTest(test, Box::new(address), Box::new(other)), Ty::Bool))
            }
            _ => {
                let (host, ty) = self.node(&arguments[0])?;
                expect(ty, Ty::Text(Values::Any), &arguments[0].span, noun("the host"))?;
                let (list, ty) = self.node(&arguments[1])?;
                if ty != Ty::EmptyList {
                    expect(ty, Ty::Texts(Values::Any), &arguments[1].span, noun("the list of hosts"))?;
                }
                Ok((Expr::HostIn(Box::new(host), Box::new(list)), Ty::Bool))
            }
        }
    }

    pub(super) fn param(&mut self, node: &Node) -> Result<(Expr, Ty), ExprError> {
        let id = literal(node, noun("the id of a parameter"))?;
        if let Some(id) = id.strip_prefix("house:") {
            self.house_params.insert(id.to_owned());
            return Ok((Expr::HouseParam(id.to_owned()), Ty::Texts(Values::Any)));
        }
        let Some(kind) = self.scope.vocabulary.params.get(id) else {
            return Err(unknown("parameter", id, self.scope.vocabulary.params.keys().map(String::as_str), node));
        };
        let ty = match kind {
            ParameterKind::Text | ParameterKind::Choice => Ty::Text(Values::Any),
            ParameterKind::Int => Ty::Int,
            ParameterKind::Bool => Ty::Bool,
            ParameterKind::List | ParameterKind::Order => Ty::Texts(Values::Any),
            ParameterKind::PasswordPolicy => {
                return Err(ExprError::new(
                    "condition-type",
                    node.span.clone(),
                    say!("パスワードの基準は値として読めません", "a password policy is not a value"),
                )
                .help(say!("meets(\"<parameter>\") を使ってください", "ask meets(\"<parameter>\")")));
            }
            ParameterKind::Period | ParameterKind::Table | ParameterKind::Hours => {
                return Err(ExprError::new(
                    "condition-type",
                    node.span.clone(),
                    say!("期間と表は値として読めません", "periods and tables are not values"),
                )
                .help(say!(
                    "期間を書く所で {{ param = \"…\" }} としてください",
                    "name it where a period is expected: {{ param = \"…\" }}"
                )));
            }
        };
        self.params.insert(id.to_owned());
        Ok((Expr::Param(id.to_owned()), ty))
    }

    pub(super) fn method(
        &mut self,
        target: &Node,
        name: &str,
        arguments: &[Node],
        span: &Span,
    ) -> Result<(Expr, Ty), ExprError> {
        let test = match name {
            "contains" => TextTest::Contains,
            "startsWith" => TextTest::StartsWith,
            "endsWith" => TextTest::EndsWith,
            _ => {
                let known = ["contains", "startsWith", "endsWith", "exists", "all"];
                let help = nearest(name, known).map_or_else(|| say::known(known.iter().copied()), say::did_you_mean);
                return Err(ExprError::new(
                    "condition-unknown",
                    span.clone(),
                    say!("「.{name}()」という関数はありません", "unknown function .{name}()"),
                )
                .help(help));
            }
        };
        let [argument] = arguments else {
            return Err(ExprError::new(
                "condition-type",
                span.clone(),
                say!(".{name}() に渡すのは文字列一つです", ".{name}() takes one text"),
            ));
        };
        let (text, ty) = self.node(target)?;
        expect(ty, Ty::Text(Values::Any), &target.span, say!("「.{name}()」の前", "what stands before .{name}()"))?;
        let (part, ty) = self.node(argument)?;
        expect(
            ty,
            Ty::Text(Values::Any),
            &argument.span,
            say!("「.{name}()」に渡すもの", "the argument of .{name}()"),
        )?;
        Ok((Expr::TextTest(test, Box::new(text), Box::new(part)), Ty::Bool))
    }
}

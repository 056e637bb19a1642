//! Fields, variables and their elements.

use super::{
    checker::{Checker, Seen},
    guards::unguarded,
    tree::Expr,
    types::{Elements, Ty, Values},
};
use crate::{
    expr::{
        error::{ExprError, Span},
        parse::{Kind, Node},
        query::Query,
    },
    say::{self, code, nearest, say},
    schema::{self, FieldType},
};

impl Checker<'_> {
    pub(super) fn variable(&self, name: &str) -> Option<(usize, Ty)> {
        self.variables.iter().position(|(known, _)| known == name).map(|index| (index, self.variables[index].1))
    }

    pub(super) fn path(&mut self, names: &[String], span: &Span) -> Result<(Expr, Ty), ExprError> {
        if let Some((variable, ty)) = self.variable(&names[0]) {
            let Some(name) = names.get(1) else { return Ok((Expr::Variable(variable), ty)) };
            let element = self.element(ty, name, names.len(), span)?;
            if element.optional && !self.guarded.contains(&names.join(".")) {
                return Err(unguarded(&names.join("."), span));
            }
            return Ok((Expr::Element { variable, name: name.clone(), ty: element.ty }, element.seen));
        }
        if names == ["today"] {
            return Ok(self.ask(Query::Today, Ty::Date));
        }
        if names == ["at"] {
            return Ok(self.ask(Query::Now, Ty::Moment));
        }
        if names[0] == "given" {
            let element = self.given(names, span)?;
            if element.optional && !self.guarded.contains(&names.join(".")) {
                return Err(unguarded(&names.join("."), span));
            }
            return Ok((Expr::Given { name: names[1].clone(), ty: element.ty }, element.seen));
        }
        let field = field(names, span)?;
        if field.optional && !self.guarded.contains(field.path) {
            return Err(unguarded(field.path, span));
        }
        self.reads.insert(field.path);
        Ok((Expr::Field { path: field.path, ty: field.ty }, Ty::of(field.ty)))
    }

    pub(super) fn ask(&mut self, query: Query, ty: Ty) -> (Expr, Ty) {
        self.queries.insert(query.clone());
        (Expr::Ask(query), ty)
    }

    /// A field of the record about to be given.
    pub(super) fn given(&self, names: &[String], span: &Span) -> Result<Seen, ExprError> {
        let Some(kind) = self.scope.given else {
            let message = say!("ここで出される記録は一つに定まりません", "no single record is given here");
            let help = say!(
                "given.… は、record.give・step.do・duty.answer の rule で、where に種類を一つだけ書いたときに使えます",
                "given.… stands in rules on record.give, step.do or duty.answer that name one record kind in where"
            );
            return Err(ExprError::new("condition-unknown", span.clone(), message).help(help));
        };
        let place = self.scope.vocabulary.kinds.keys().position(|known| known == kind).unwrap_or(usize::MAX);
        let Some(name) = names.get(1) else {
            return Err(ExprError::new("condition-type", span.clone(), say!("given は記録です", "given is a record"))
                .help(code("given.<field>")));
        };
        self.element(Ty::Record(Elements::Kind(place)), name, names.len(), span)
    }

    pub(super) fn element(&self, ty: Ty, name: &str, length: usize, span: &Span) -> Result<Seen, ExprError> {
        let Ty::Record(elements) = ty else {
            let ty = ty.noun();
            let message = say!([ty], "{ty}に要素はありません", "{ty} has no elements");
            return Err(ExprError::new("condition-type", span.clone(), message));
        };
        let (known, seen): (Vec<&str>, Option<Seen>) = match elements {
            Elements::Schema(elements) => (
                elements.iter().map(|element| element.name).collect(),
                elements.iter().find(|element| element.name == name).map(|element| Seen {
                    ty: element.ty,
                    seen: Ty::of(element.ty),
                    optional: element.optional,
                }),
            ),
            Elements::Kind(place) => {
                let fields = self.scope.vocabulary.kinds.values().nth(place).map_or(&[][..], Vec::as_slice);
                let found = fields.iter().position(|field| field.name == name).map(|at| {
                    let field = &fields[at];
                    let seen = match field.ty() {
                        FieldType::Text if !field.choices.is_empty() => Ty::Text(Values::Kind(place, at)),
                        ty => Ty::of(ty),
                    };
                    Seen { ty: field.ty(), seen, optional: field.optional }
                });
                (fields.iter().map(|field| field.name.as_str()).collect(), found)
            }
        };
        match seen {
            Some(seen) if length == 2 => Ok(seen),
            Some(_) => Err(ExprError::new(
                "condition-unknown",
                span.clone(),
                say!("要素の中に部分はありません", "elements have no parts"),
            )),
            None => {
                let help = nearest(name, known.iter().copied())
                    .map_or_else(|| say::known(known.iter().copied()), say::did_you_mean);
                Err(ExprError::new(
                    "condition-unknown",
                    span.clone(),
                    say!("「{name}」という要素はありません", "unknown element {name}"),
                )
                .help(help))
            }
        }
    }

    pub(super) fn has(&mut self, node: &Node) -> Result<(Expr, Ty), ExprError> {
        let Kind::Path(names) = &node.kind else {
            return Err(ExprError::new(
                "condition-type",
                node.span.clone(),
                say!("has() に書くのは項目です", "has() takes a field"),
            ));
        };
        if let Some((variable, ty)) = self.variable(&names[0]) {
            let Some(name) = names.get(1) else {
                return Err(ExprError::new(
                    "condition-type",
                    node.span.clone(),
                    say!("has() に書くのはその要素です", "has() takes an element of it"),
                ));
            };
            self.element(ty, name, names.len(), &node.span)?;
            return Ok((Expr::HasElement { variable, name: name.clone() }, Ty::Bool));
        }
        if names[0] == "given" {
            self.given(names, &node.span)?;
            return Ok((Expr::HasGiven(names[1].clone()), Ty::Bool));
        }
        let field = field(names, &node.span)?;
        if !field.optional {
            return Err(ExprError::new(
                "condition-type",
                node.span.clone(),
                say!("{} は必ずあります", "{} is always there", field.path),
            )
            .help(say!("has() を消してください", "leave has() out")));
        }
        self.reads.insert(field.path);
        Ok((Expr::Has(field.path), Ty::Bool))
    }
}

fn field(names: &[String], span: &Span) -> Result<&'static schema::Field, ExprError> {
    let path = names.join(".");
    schema::field(&path).ok_or_else(|| {
        let help = nearest(&path, schema::FIELDS.iter().map(|field| field.path)).map_or_else(
            || {
                say!("項目の一覧は regulation schema で見られます", "the fields are listed by `regulation schema`")
                    .to_owned()
            },
            say::did_you_mean,
        );
        ExprError::new(
            "condition-unknown",
            span.clone(),
            say!("「{path}」という項目はありません", "unknown field {path}"),
        )
        .help(help)
    })
}

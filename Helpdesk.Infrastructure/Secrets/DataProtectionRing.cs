using System.Xml.Linq;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Infrastructure.Secrets;

/// <summary>The data-protection ring in the database, encrypted with the master key, so that every node and every restart reads its cookies.</summary>
internal sealed class DataProtectionRing(IServiceScopeFactory scopes, ISecrets secrets, IIdSource ids, WriteGate gate) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => InScope(db =>
        db.DataProtectionKeys.AsNoTracking().ToList().ConvertAll(row => XElement.Parse(secrets.Reveal(Place(row.Id), row.Secret))));

    public void StoreElement(XElement element, string friendlyName) => InScope(db =>
    {
        var id = ids.Next();
        db.DataProtectionKeys.Add(new DataProtectionKeyRow { Id = id, Name = friendlyName, Secret = secrets.Protect(Place(id), element.ToString()) });
        gate.Once(() => db.SaveChanges());
        return 0;
    });

    internal static SecretPlace Place(long id) => new(null, "DataProtectionKeys", nameof(DataProtectionKeyRow.Secret), id);

    private T InScope<T>(Func<HelpdeskDb, T> use)
    {
        using var scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Set(Actor.Installation);
        return use(scope.ServiceProvider.GetRequiredService<HelpdeskDb>());
    }
}

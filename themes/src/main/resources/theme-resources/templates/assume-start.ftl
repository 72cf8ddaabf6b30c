<#import "template.ftl" as layout>
<#import "assume-languages.ftl" as languages>
<@languages.keep query="ticket=" + assumeTicket?url("UTF-8") />
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("assumeStartTitle", assumeSubject)}
    <#elseif section = "form">
        <form id="assume-start" class="${properties.kcFormClass!}" action="${assumeAction}" method="post"
              onsubmit="this.querySelector('[type=submit]').disabled = true; return true;">
            <div class="${properties.kcFormGroupClass!}"><#if assumeOtherRealm?has_content>${msg("assumeStartWhoOfRealm", assumeImpersonator, assumeSubject, assumeOtherRealm)}<#else>${msg("assumeStartWho", assumeImpersonator, assumeSubject)}</#if></div>
            <div class="${properties.kcFormGroupClass!}" id="assume-ends-at">${msg("assumeStartUntil", assumeEndsAt)}</div>
            <div class="${properties.kcFormGroupClass!}" id="assume-way-back">${msg("assumeStartWayBack", assumeWayBack)}</div>
            <#if assumeMode == "read-only">
            <div class="${properties.kcFormGroupClass!}" id="assume-read-only">${msg("assumeStartReadOnly")}</div>
            </#if>
            <#if assumeTicketReference?has_content>
            <div class="${properties.kcFormGroupClass!}">${msg("assumeStartTicket")} <em id="assume-ticket">${assumeTicketReference}</em></div>
            </#if>
            <div class="${properties.kcFormGroupClass!}">${msg("assumeStartReason")} <em id="assume-reason">${assumeReason}</em></div>
            <div class="${properties.kcFormGroupClass!}">${msg("assumeStartRecorded")}</div>
            <input type="hidden" name="ticket" value="${assumeTicket}">
            <input type="hidden" name="impersonation" value="${assumeImpersonation}">
            <input type="hidden" name="stateChecker" value="${assumeStateChecker}">
            <div class="${properties.kcFormGroupClass!}">
                <button id="assume-confirm" type="submit"
                        class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
                    ${msg("assumeStartConfirm", assumeSubject)}
                </button>
            </div>
            <#if assumeCancel?has_content>
            <div class="${properties.kcFormGroupClass!}">
                <a id="assume-cancel" href="${assumeCancel}">${msg("assumeStartCancel")}</a>
            </div>
            </#if>
        </form>
    </#if>
</@layout.registrationLayout>
